"""What a person can do in the workspace. The page and /_control both go through here."""

from playground.acts.clicking import choose, click, fill, filled_in, options
from playground.acts.coming import (
    archive,
    change_group,
    change_profile,
    create_person,
    deactivate,
    invite_bot,
    join,
    leave,
)
from playground.acts.refusals import CannotDo
from playground.acts.talking import command, open_home, react, say, upload
from playground.acts.windows import close, submit

__all__ = [
    "CannotDo",
    "archive",
    "change_group",
    "change_profile",
    "choose",
    "click",
    "close",
    "command",
    "create_person",
    "deactivate",
    "fill",
    "filled_in",
    "invite_bot",
    "join",
    "leave",
    "open_home",
    "options",
    "react",
    "say",
    "submit",
    "upload",
]

"""How the team's own recipe looks in Slack: proposing a prompt, and what its coach sees of it."""

import json
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    RadioButtonsElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.content.advice import Advice
from bot.content.wording import Wording
from bot.core.prompts import Kind, Locale
from bot.messages import Proposal
from bot.propose import LONGEST
from handlers.slack.fields import chosen_of, field, option, text_field
from handlers.slack.mrkdwn import escape, note

MODAL = "recipe"
TEXT, KIND, NAMED = "text", "kind", "named"
ACCEPT, DECLINE = "recipe.accept", "recipe.decline"
KINDS = (Kind.ACTION, Kind.REFLECTION)


def window(
    words: Wording, locale: Locale, text: str = "", kind: Kind = Kind.ACTION, advice: Sequence[Advice] = ()
) -> View:
    """Proposing; with advice it comes once more, and may be sent as it is."""
    kinds = [option(each, words.say(locale, f"recipe.kind.{each}")) for each in KINDS]
    named = option("yes", words.say(locale, "recipe.named_yes"))
    blocks: list[Block] = [
        *(advised(words, locale, advice) if advice else [SectionBlock(text=words.say(locale, "recipe.intro"))]),
        field(
            KIND,
            words.say(locale, "recipe.kind"),
            RadioButtonsElement(action_id=KIND, options=kinds, initial_option=chosen_of(kinds, kind)),
        ),
        text_field(
            TEXT,
            words.say(locale, "recipe.text"),
            most=LONGEST,
            value=text,
            example=words.say(locale, "recipe.example"),
            lines=True,
        ),
        field(
            NAMED,
            words.say(locale, "recipe.named"),
            CheckboxesElement(action_id=NAMED, options=[named]),
            optional=True,
        ),
        note(words.say(locale, "recipe.who_sees")),
    ]
    return View(
        type="modal",
        callback_id=MODAL,
        title=words.say(locale, "recipe.title"),
        submit=words.say(locale, "recipe.send_anyway" if advice else "recipe.send"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"advised": text if advice else ""}),
        blocks=blocks,
    )


def told(words: Wording, locale: Locale, key: str) -> View:
    return View(
        type="modal",
        title=words.say(locale, "recipe.title"),
        close=words.say(locale, "modal.close"),
        blocks=[SectionBlock(text=words.say(locale, key))],
    )


def proposal(words: Wording, shown: Proposal) -> dict[str, Any]:
    """What the coach sees: the text, and a name only where somebody wants that."""
    locale = shown.locale
    author = f"<@{shown.author.key}>" if shown.author else words.say(locale, "recipe.a_colleague")
    return {
        "text": words.say(locale, "recipe.notification"),
        "blocks": [
            SectionBlock(text=words.say(locale, "recipe.proposed", author=author)),
            *review(words, shown),
            note(words.say(locale, "recipe.check_names")),
        ],
    }


def review(words: Wording, shown: Proposal, block_id: str | None = None) -> list[Block]:
    """The text, and the two things a coach can do with it."""
    locale, id = shown.locale, shown.proposal_id
    accept = ButtonElement(action_id=ACCEPT, value=id, text=words.say(locale, "recipe.accept"), style="primary")
    decline = ButtonElement(action_id=DECLINE, value=id, text=words.say(locale, "recipe.decline"))
    quoted = _quoted(words, locale, shown.kind, shown.text)
    return [quoted, ActionsBlock(block_id=block_id, elements=[accept, decline])]


def judged(words: Wording, locale: Locale, kind: Kind, text: str, *, accepted: bool) -> dict[str, Any]:
    sentence = words.say(locale, "recipe.accepted" if accepted else "recipe.declined")
    return {"text": sentence, "blocks": [_quoted(words, locale, kind, text), SectionBlock(text=sentence)]}


def _quoted(words: Wording, locale: Locale, kind: Kind, text: str) -> SectionBlock:
    return SectionBlock(text=f"_{words.say(locale, f'recipe.kind.{kind}')}_\n> {escape(text)}")


def advised(words: Wording, locale: Locale, advice: Sequence[Advice]) -> list[Block]:
    lines = "\n".join(f"• {escape(words.say(locale, each.key, **each.params))}" for each in advice)
    return [SectionBlock(text=f"{words.say(locale, 'recipe.advice')}\n{lines}")]

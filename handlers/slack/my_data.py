"""My data: read back, taken along, erased."""

import json
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot import erase, export, look, steer
from bot.core.prompts import Locale
from handlers.slack import export_file, files, home, my_data_blocks, visiting
from handlers.slack.fields import Filled
from handlers.slack.listening import Asked
from handlers.slack.my_data_blocks import SURE
from handlers.slack.visiting import Visit, by_button, soon


def open_said(visit: Visit) -> None:
    visit.open(_said(visit, 0))


def open_known(visit: Visit) -> None:
    words = visit.asked.words
    if visit.member:
        visit.open(my_data_blocks.known(words, visit.member))
    else:
        _open_if_known(visit, my_data_blocks.known_by_role(words, visit.locale))


def open_export(visit: Visit) -> None:
    _open_if_known(visit, my_data_blocks.export_window(visit.asked.words, visit.locale))


def open_erase(visit: Visit) -> None:
    _open_if_known(visit, my_data_blocks.erase_window(visit.asked.words, visit.locale))


def _open_if_known(visit: Visit, window: View) -> None:
    if erase.knows(visit.asked.db, visit.asked.person):
        visit.open(window)
    else:
        visit.say("data.nothing")


def on_older(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    ack()
    soon(by_button(body, action, client, respond, asked), _older)


def on_keep(ack: Ack, action: dict[str, Any], asked: Asked) -> None:
    """The list itself shows what was chosen."""
    chosen = visiting.value_of(action)
    steer.keep_for(asked.db, asked.person, int(chosen) if chosen.isdecimal() and len(chosen) < 3 else 0)
    ack()


def on_export(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    locale = asked.locale
    ack(response_action="update", view=my_data_blocks.told(asked.words, locale, "export.title", "export.making"))
    visiting.finish(asked, client, view["id"], lambda: _export(asked, client, locale))


def on_erase(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    locale = asked.locale
    if not Filled(view).many(SURE):
        ack(response_action="errors", errors={SURE: asked.say("erase.tick", locale)})
        return
    ack(response_action="update", view=my_data_blocks.told(asked.words, locale, "erase.title", "erase.busy"))
    visiting.finish(asked, client, view["id"], lambda: _erase(asked, client, locale))


def _said(visit: Visit, skip: int) -> View:
    asked = visit.asked
    answers, more = look.back(asked.db, asked.rules.library, asked.person, skip)
    return my_data_blocks.said(asked.words, visit.locale, answers, skip, more=more)


def _older(visit: Visit) -> None:
    skip = int(visit.value) if visit.value.isdecimal() else 0
    visit.client.views_update(view_id=visit.window, view=_said(visit, skip))


def _export(asked: Asked, client: WebClient, locale: Locale) -> View:
    """Both files into the direct message; they are taken away again a day later."""
    document = export.export(asked.db, asked.rules.library, asked.person, asked.now)
    key = "data.nothing"
    if document:
        contents = {
            f"zetje-{asked.now:%Y-%m-%d}.txt": export_file.readable(asked.words, locale, document).encode(),
            f"zetje-{asked.now:%Y-%m-%d}.json": json.dumps(document, ensure_ascii=False, indent=2).encode(),
        }
        sent = files.give(asked, client, contents, asked.say("export.comment", locale))
        key = "export.sent" if sent else "export.failed"
    return my_data_blocks.told(asked.words, locale, "export.title", key)


def _erase(asked: Asked, client: WebClient, locale: Locale) -> View:
    given = erase.erase(asked.db, asked.person, asked.now) or ()
    gone = [files.take_away(client, file) for file in given]
    asked.later(home.refresh, asked, client)
    return my_data_blocks.told(asked.words, locale, "erase.title", "erase.done" if all(gone) else "erase.file_stays")


def register(app: App) -> None:
    app.action(my_data_blocks.KEEP)(on_keep)
    app.action(my_data_blocks.OLDER)(on_older)
    app.view(my_data_blocks.EXPORT)(on_export)
    app.view(my_data_blocks.ERASE)(on_erase)

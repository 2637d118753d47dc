"""Leaks to plant in what left the bot: one function for each, and by which search it must be found."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

from prometheus_client import CollectorRegistry, Counter, generate_latest

from benchmarks.year import search
from benchmarks.year.living import Year
from benchmarks.year.record import Given, Record, Shown
from benchmarks.year.town import Shared
from playground.model import Json


def copy(record: Record) -> Record:
    lists = {name: [*getattr(record, name)] for name in ("calls", "heard", "log", "metrics")}
    return replace(record, shown={**record.shown}, files={**record.files}, **lists)


Plant = Callable[[Year], None]


def _call(year: Year, what: str, **args: object) -> None:
    year.record.calls.append({"kind": "api", "what": what, "error": "", "at": "", "args": args})


def _person(year: Year) -> str:
    return next(iter(year.town.marks.private.values()))


def _words_in_a_channel(year: Year) -> None:
    _call(year, "chat.postMessage", channel=year.channels[0].key, text=f"Iemand zei: {_mark(year)}")


def _words_in_the_authors_own_message(year: Year) -> None:
    _call(year, "chat.postMessage", channel=_person(year), text=_mark(year))


def _words_in_anothers_window(year: Year) -> None:
    other = next(id for id in year.facts.people if id != _person(year))
    year.record.shown["V", "1"] = Shown(other, {"blocks": [{"text": _mark(year)}]})


def _words_in_anothers_file(year: Year) -> None:
    other = next(id for id in year.facts.people if id != _person(year))
    year.record.files["F"] = Given("jaar.txt", "text/plain", _mark(year).encode(), "", (other,))


def _words_in_a_pictures_alt_text(year: Year) -> None:
    year.record.files["F"] = Given("week.png", "image/png", b"", _mark(year), ())


def _help_in_the_channel(year: Year) -> None:
    _call(year, "chat.postMessage", channel=year.channels[0].key, text=_first_shared(year)[0])


def _help_to_another_colleague(year: Year) -> None:
    mark, shared = _first_shared(year)
    other = next(id for id in year.facts.people if id not in shared.named)
    _call(year, "chat.postMessage", channel=other, text=mark)


def _help_in_the_helpers_window(year: Year) -> None:
    mark, shared = _first_shared(year)
    year.record.shown["V", "1"] = Shown(next(iter(shared.said_to)), {"blocks": [{"text": mark}]})


def _a_challenge_in_another_channel(year: Year) -> None:
    mark = next(mark for mark, shared in year.town.marks.shared.items() if year.channels[0].key in shared.said_to)
    _call(year, "chat.postMessage", channel=year.channels[1].key, text=mark)


def _words_in_an_answer_at_once(year: Year) -> None:
    other = next(id for id in year.facts.people if id != _person(year))
    line = {"payload": {"user": {"id": other}}, "answer": {"view": {"blocks": [{"text": _mark(year)}]}}}
    year.record.heard.append(line)


def _words_shown_to_the_whole_channel(year: Year) -> None:
    """An answer by response url that everybody reads."""
    line = {"kind": "response_url", "what": "response_url", "at": "", "to": year.channels[0].key}
    year.record.calls.append(line | {"args": {"text": _mark(year)}})


def _somebody_else_named_beside_help(year: Year) -> None:
    mark, shared = _first_shared(year)
    other = next(id for id in year.facts.people if id not in shared.named)
    _call(year, "chat.postMessage", channel=next(iter(shared.said_to)), text=f"{mark} <@{other}>")


def _first_shared(year: Year) -> tuple[str, Shared]:
    """The request for help, which one colleague reads."""
    return next(iter(year.town.marks.shared.items()))


def _mark(year: Year) -> str:
    return next(iter(year.town.marks.private))


def _an_id_in_a_post(year: Year) -> None:
    _call(year, "chat.postMessage", channel=year.channels[0].key, text=f"<@{_person(year)}> deed mee")


def _an_id_out_of_sight(year: Year) -> None:
    view = {"private_metadata": _person(year), "blocks": []}
    _call(year, "views.open", trigger_id="1", view=view)


def _an_answer_filled_in(year: Year) -> None:
    blocks = [{"block_id": "nudge.1", "element": {"initial_option": {"value": "scale:4"}}}]
    _call(year, "chat.update", channel="D1", blocks=blocks)


def _an_answer_in_words(year: Year) -> None:
    """One answer that is received in other words than the rest."""
    received = [c for c in year.record.calls if c["what"] == "response_url" and "nudge." in search.content(c)]
    other: Json = deepcopy(received[0])
    other["args"]["blocks"][-1] = {"type": "context", "elements": [{"type": "mrkdwn", "text": "Ontvangen: gedaan"}]}
    year.record.calls.append(other)


def _an_answer_in_metadata(year: Year) -> None:
    payload = {"delivery": "0" * 32, "value": 4}
    _call(year, "chat.postMessage", channel=_person(year), text="", metadata={"event_payload": payload})


def _a_name_in_the_log(year: Year) -> None:
    year.record.log.append(f"INFO bot: {year.facts.people[_person(year)].split()[0]} answered")


def _an_id_in_the_log(year: Year) -> None:
    year.record.log.append(f"DEBUG bot: sent to {_person(year)}")


def _a_team_in_the_log(year: Year) -> None:
    year.record.log.append(f"DEBUG bot: posted in {year.channels[0].key}")


def _an_answer_in_the_log(year: Year) -> None:
    year.record.log.append("DEBUG bot: recorded scale:4")


def _a_metric_of_each_team(year: Year) -> None:
    _metric(year, "zetje_weeks", "team", year.together.teams[0].channel)


def _a_metric_of_each_cell(year: Year) -> None:
    _metric(year, "zetje_weeks", "cell", "7")


def _a_metric_of_a_person(year: Year) -> None:
    _metric(year, "zetje_deliveries", "kind", _person(year))


def _a_metric_of_a_theme(year: Year) -> None:
    _metric(year, "zetje_deliveries", "kind", "openheid")


def _a_metric_of_an_answer(year: Year) -> None:
    _metric(year, "zetje_answers", "outcome", "scale:4")


def _a_metric_called_after_a_team(year: Year) -> None:
    year.record.metrics.append("zetje_weeks_publiekszaken 1.0\n")


def _metric(year: Year, name: str, label: str, value: str) -> None:
    planted = CollectorRegistry()
    Counter(name, "Planted", [label], registry=planted).labels(value).inc()
    year.record.metrics.append(generate_latest(planted).decode())


PLANTS: dict[Plant, str] = {
    _words_in_a_channel: "words of others",
    _words_in_the_authors_own_message: "words of others",
    _words_in_anothers_window: "words of others",
    _words_in_anothers_file: "words of others",
    _words_in_a_pictures_alt_text: "words of others",
    _an_id_in_a_post: "chat ids",
    _an_id_out_of_sight: "chat ids",
    _an_answer_filled_in: "answers",
    _an_answer_in_words: "answers",
    _an_answer_in_metadata: "metadata",
    _a_name_in_the_log: "the log",
    _an_id_in_the_log: "the log",
    _a_team_in_the_log: "the log",
    _an_answer_in_the_log: "the log",
    _help_in_the_channel: "words of others",
    _help_to_another_colleague: "words of others",
    _help_in_the_helpers_window: "words of others",
    _a_challenge_in_another_channel: "words of others",
    _words_in_an_answer_at_once: "words of others",
    _words_shown_to_the_whole_channel: "words of others",
    _somebody_else_named_beside_help: "chat ids",
    _a_metric_of_each_team: "the metrics",
    _a_metric_of_each_cell: "the metrics",
    _a_metric_of_a_person: "the metrics",
    _a_metric_of_a_theme: "the metrics",
    _a_metric_of_an_answer: "the metrics",
    _a_metric_called_after_a_team: "the metrics",
}

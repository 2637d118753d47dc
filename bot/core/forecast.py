"""Forecast: what the coming days would bring, if every message goes out on its day and nothing else happens."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.core import commitments as arcs
from bot.core import planning
from bot.core.commitments import Check, Commitment
from bot.core.members import Member, Past, Seen
from bot.core.offers import Offer
from bot.core.planning import Decision, Goodbye, Planned, Rules


def ahead(
    member: Member,
    days: Iterable[date],
    *,
    rules: Rules,
    seen: Past,
    commitments: Sequence[Commitment] = (),
    offers: Sequence[Offer] = (),
) -> Iterator[tuple[date, Decision]]:
    """The decision for each of those days, which follow each other. A goodbye is the last one."""
    past, waiting = list(seen), {each.id: each for each in commitments}
    for day in days:
        decision = planning.decide(member, day, rules=rules, seen=past, checks=checks(waiting.values()), offers=offers)
        yield day, decision
        if isinstance(decision, Goodbye):
            return
        if isinstance(decision, Planned):
            past.append(Seen(day, decision.prompt.id))
            if decision.about:
                waiting[decision.about] = arcs.checked(waiting[decision.about], day)


def checks(commitments: Iterable[Commitment]) -> list[Check]:
    """What there is to come back to."""
    return [Check(each.id, each.check_on, arcs.asks(each)) for each in commitments if each.check_on]

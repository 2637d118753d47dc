"""Orders: in which order the themes of a cycle come, and the lottery in which a team has its say (content-spec S6)."""

from collections.abc import Mapping, Sequence

from bot.core.disclosure import Draw
from bot.core.periods import Period
from bot.core.prompts import Theme

ORDER = "order"
"""What a ballot about it says it is about."""


def is_voted_in(period: Period) -> bool:
    """The last week of a cycle, the first one included: the order of the next cycle is chosen in it."""
    return period.number > 0 and period.next.number % len(Theme) == 0


def lottery(themes: Sequence[Theme], votes: Mapping[Theme, int], draw: Draw) -> list[Theme]:
    """Draws one theme after another; the more votes for a theme, the sooner it tends to come.

    Every order stays possible whatever anybody voted, so an order makes no vote certain (disclosure-policy R1).
    """
    left, order = list(themes), []
    while left:
        # One ticket each besides: a theme that cannot come first would tell that nobody chose it.
        tickets = [place for place, theme in enumerate(left) for _ in range(1 + votes.get(theme, 0))]
        order.append(left.pop(tickets[draw(len(tickets))]))
    return order

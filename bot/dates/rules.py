"""How dates are written: a pattern for each way, and what reads it."""

import re

from bot.dates import readings
from bot.dates.outcomes import Doubt
from bot.dates.readings import Reading
from bot.dates.vocabulary import MONTH_UNITS, MONTHS, NUMBERS, SHORT_WEEKDAYS, UNITS, WEEKDAYS, either

Rule = tuple[re.Pattern[str], Reading]

DAY = either(WEEKDAYS)
PART_OF_DAY = r"(?:ochtend|middag|avond| morning| afternoon| evening)?"
YEAR = r"(?:,? '?(?P<year>\d{4}|(?<=')\d{2}))?"
COMING = r"(?:aanstaande|a\.s\.|as\.)"
SHORT = either(SHORT_WEEKDAYS)
MONTH = either(MONTHS)
COUNT = rf"(?:\d{{1,3}}|{either(NUMBERS)})"
UNIT = either((*UNITS, *MONTH_UNITS))
BEFORE = r"(?:op|on|tot en met|tot|t/m|tm|until|till|through|by|van|vanaf|from|to|volgende|komende|next|this|deze)"
ORDINAL = r"(?:ste|de|e|st|nd|rd|th)"
NEXT_WEEK = r"(?:volgende week|next week)"
THE_END = r"(?=\s*(?:$|[,.;:!?)]|dan\b|then\b|van de maand|of the month|of this month))"


def _rule(pattern: str, read: Reading) -> Rule:
    return re.compile(pattern, re.IGNORECASE), read


RULES: tuple[Rule, ...] = (
    _rule(r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])", readings.explicit),
    _rule(r"(?<![\d/.-])(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d{2})(?!\d)", readings.explicit),
    _rule(r"(?<![\d/.-])(?!24/7)(?P<day>\d{1,2})[-/](?P<month>\d{1,2})(?![\d/-])", readings.explicit),
    _rule(
        rf"\b(?:(?P<weekday>{DAY}),? )?(?:(?:de|the) )?(?P<day>\d{{1,2}}){ORDINAL}?(?: of)? "
        rf"(?P<name>{MONTH})\b\.?{YEAR}",
        readings.explicit,
    ),
    _rule(
        rf"\b(?:(?P<weekday>{DAY}),? )?(?P<name>{MONTH})\.? (?:the )?(?P<day>\d{{1,2}}){ORDINAL}?\b{YEAR}",
        readings.explicit,
    ),
    _rule(
        r"\b(?:eer)?gisteren\b|\byesterday\b|\b(?:vorige|afgelopen|last) (?:week|maand|month)\b",
        readings.always(Doubt.PAST),
    ),
    _rule(rf"\b(?:vorige|afgelopen|last) {DAY}\b", readings.always(Doubt.PAST)),
    _rule(rf"\b(?P<count>{COUNT}) (?P<unit>{UNIT}) (?:from now|vanaf nu|from today|vanaf vandaag)\b", readings.ahead),
    _rule(rf"\b{DAY} week\b", readings.always(Doubt.UNCLEAR)),
    _rule(rf"\b(?P<weekday>{DAY}) (?:over|in) (?P<count>{COUNT}) (?:week|weken|weeks)\b", readings.weekday_later),
    _rule(rf"\b(?:a|one) week (?:from|on|after) (?P<weekday>{DAY})\b", readings.weekday_later),
    _rule(rf"\b(?P<weekday>{DAY}) (?:in |of )?{NEXT_WEEK}\b", readings.weekday_of_next_week),
    _rule(rf"\b{NEXT_WEEK},? (?:op |on )?(?P<weekday>{DAY}|{SHORT})\b", readings.weekday_of_next_week),
    _rule(r"\b(?:aan het |at the )?(?:eind|einde|end) (?:van |of )?(?:volgende|next) week\b", readings.in_next_week(5)),
    _rule(
        r"\b(?:aan het |at the )?(?:begin|beginning|start|early)(?: van| of)? (?:volgende|next) week\b",
        readings.in_next_week(1),
    ),
    _rule(r"\b(?:na het weekend|after the weekend)\b", readings.in_next_week(1)),
    _rule(
        r"\b(?:aan het |at the |by the )?(?:eind|einde|end)(?: van| of)? (?:de|the|deze|this) (?:week|werkweek)\b",
        readings.friday,
    ),
    _rule(r"\b(?:voor het weekend|before the weekend)\b", readings.friday),
    _rule(
        r"\b(?:aan het |at the |by the )?(?:eind|einde|end)(?: van| of)? (?:de |the |deze |this )?(?:maand|month)\b",
        readings.end_of_month,
    ),
    _rule(rf"\b(?:volgende|next) (?P<weekday>{DAY})\b", readings.next_weekday),
    _rule(rf"\b(?:elke|iedere|every|each) {DAY}\b", readings.always(Doubt.UNCLEAR)),
    _rule(
        rf"(?<!\w)(?:(?:op|on|deze|this|komende|coming|by|tegen|{COMING}) )?(?:the coming )?"
        rf"(?P<weekday>{DAY}){PART_OF_DAY}\b(?: {COMING}(?!\w))?",
        readings.weekday,
    ),
    _rule(rf"^\s*(?P<weekday>{SHORT})\.?{PART_OF_DAY}\s*$", readings.weekday),
    _rule(rf"\b{BEFORE} (?P<weekday>{SHORT})\b\.?{THE_END}", readings.weekday),
    _rule(
        rf"\b(?:de|the) (?P<day>\d{{1,2}}){ORDINAL}\b(?: van de maand| of (?:the|this) month)?{THE_END}",
        readings.of_this_month,
    ),
    _rule(rf"\b(?:the )?day after tomorrow{PART_OF_DAY}\b|\bovermorgen{PART_OF_DAY}\b", readings.in_days(2)),
    _rule(
        rf"(?<!elke )(?<!iedere )(?<!de )(?<!'s )\bmorgen{PART_OF_DAY}\b|\btomorrow{PART_OF_DAY}\b", readings.in_days(1)
    ),
    _rule(
        r"\b(?:vandaag|vanmiddag|vanavond|vanochtend|today|tonight|this (?:morning|afternoon|evening))\b",
        readings.in_days(0),
    ),
    _rule(rf"\b(?:over|in|binnen|within) (?P<count>{COUNT}) (?P<unit>{UNIT})\b", readings.ahead),
    _rule(
        rf"\b(?:{NEXT_WEEK}|volgende maand|next month|volgend jaar|next year)\b"
        r"|\b(?:binnenkort|soon|ooit|someday|some day|sometime)\b",
        readings.always(Doubt.UNCLEAR),
    ),
    _rule(
        r"\b(?:dit weekend|this weekend|in het weekend|at the weekend|deze week|this week|deze maand|this month)\b",
        readings.always(Doubt.UNCLEAR),
    ),
    _rule(
        r"\b(?:een paar|enkele|a few|a couple of|several) (?:dagen|weken|maanden|days|weeks|months)\b",
        readings.always(Doubt.UNCLEAR),
    ),
    _rule(
        r"\b(?:kerst(?:mis)?|christmas|pasen|easter|pinksteren|(?:het )?nieuwe jaar|(?:the )?new year)\b",
        readings.always(Doubt.UNCLEAR),
    ),
)
"""In this order: what says more comes first, so that "volgende week dinsdag" is not read as a Tuesday."""

"""The words that dates are made of. Both languages are understood at once: people mix them."""

WEEKDAYS = {
    name: number
    for names in (
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
    for number, name in enumerate(names, 1)
}
SHORT_WEEKDAYS = {
    **dict(zip(("ma", "di", "wo", "do", "vr", "za", "zo"), range(1, 8), strict=True)),
    "mon": 1,
    "tue": 2,
    "tues": 2,
    "wed": 3,
    "thu": 4,
    "thur": 4,
    "thurs": 4,
    "fri": 5,
    "sat": 6,
    "sun": 7,
}
"""Ordinary words too ("zo bel ik", "I sat down"), so they count only where nothing else can be meant."""
MONTHS = {
    name: number
    for names in (
        ("januari", "februari", "maart", "april", "mei", "juni"),
        ("january", "february", "march", "april", "may", "june"),
        ("jan", "feb", "mrt", "apr", "mei", "jun"),
        ("jan", "feb", "mar", "apr", "may", "jun"),
    )
    for number, name in enumerate(names, 1)
} | {
    name: number
    for names in (
        ("juli", "augustus", "september", "oktober", "november", "december"),
        ("july", "august", "september", "october", "november", "december"),
        ("jul", "aug", "sep", "okt", "nov", "dec"),
        ("jul", "aug", "sept", "oct", "nov", "dec"),
    )
    for number, name in enumerate(names, 7)
}
NUMBERS = {
    name: number
    for names in (
        ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    )
    for number, name in enumerate(names, 1)
} | {"één": 1, "a": 1, "an": 1, "veertien": 14, "fourteen": 14}
UNITS = {"dag": 1, "dagen": 1, "day": 1, "days": 1, "week": 7, "weken": 7, "weeks": 7, "fortnight": 14}
MONTH_UNITS = frozenset({"maand", "maanden", "month", "months"})


def either(words: object) -> str:
    """A pattern for any of these words, the longest first."""
    assert isinstance(words, dict | frozenset | tuple)  # noqa: S101  (a vocabulary)
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"

"""How well natural dates are understood: `python -m tests.bot.dates` prints the figures of every table."""

import re

from tests.bot.dates import phrases
from tests.bot.dates.test_dates import day_of, span_of

TABLES = {
    "days, nl": (phrases.NL, day_of),
    "days, en": (phrases.EN, day_of),
    "days, nl, written after the grammar": (phrases.NEW_NL, day_of),
    "days, en, written after the grammar": (phrases.NEW_EN, day_of),
    "spans, nl": (phrases.SPANS_NL, span_of),
    "spans, en": (phrases.SPANS_EN, span_of),
}

if __name__ == "__main__":
    for name, (table, read) in TABLES.items():
        said = [(read(text, today), meant) for text, today, meant in table]
        right = sum(got == meant for got, meant in said)
        wrong = sum(bool(re.match(r"\d", got)) and got != meant for got, meant in said)
        print(f"{name}: {right} of {len(said)} as meant, {len(said) - right - wrong} asked about, {wrong} wrong")

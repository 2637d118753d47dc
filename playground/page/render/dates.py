"""Slack's date tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting"""

from datetime import datetime

from babel.dates import format_date, format_datetime, format_timedelta

PATTERNS = {
    "date_num": "yyyy-MM-dd",
    "date_slash": "dd/MM/yyyy",
    "date": "d MMMM yyyy",
    "date_short": "d MMM yyyy",
    "date_long": "EEEE d MMMM yyyy",
    "date_long_full": "d MMMM yyyy",
    "time": "HH:mm",
    "time_secs": "HH:mm:ss",
}
"""As patterns of Unicode's locale data."""
PRETTY = ("date_pretty", "date_short_pretty", "date_long_pretty", "day_divider_pretty")
NEAR = {
    "nl": {-1: "gisteren", 0: "vandaag", 1: "morgen"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}


def shaped(moment: datetime, shape: str, now: datetime, lang: str) -> str:
    """`shape` with every token in it replaced; the rest stays. `now` is in the reader's zone, as `moment` is."""
    for name, pattern in PATTERNS.items():
        shape = shape.replace(f"{{{name}}}", str(format_datetime(moment, pattern, locale=lang)))
    for name in PRETTY:
        shape = shape.replace(f"{{{name}}}", _pretty(moment, name, now, lang))
    return shape.replace("{ago}", str(format_timedelta(moment - now, add_direction=True, threshold=1, locale=lang)))


def _pretty(moment: datetime, name: str, now: datetime, lang: str) -> str:
    days = (moment.date() - now.date()).days
    if days in NEAR[lang]:
        return NEAR[lang][days]
    if name == "day_divider_pretty":
        pattern = "EEEE d MMMM" if moment.year == now.year else PATTERNS["date_long"]
    else:
        pattern = PATTERNS[name.removesuffix("_pretty")]
    return str(format_date(moment.date(), pattern, locale=lang))

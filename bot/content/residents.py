"""What looks like a resident in a text: a number, an address, a name. A prompt for the team never holds one."""

import re

# What has digits and is nobody's: times, dates, years, thousands, amounts, the municipality's own number.
HARMLESS = re.compile(
    r"\b\d{1,2}[.:]\d{2}\b(?![.:\d])"
    r"|\b\d{1,2}[-/]\d{1,2}[-/](?:19|20)?\d{2}\b"
    r"|\b(?:19|20)\d{2}\s?[-–/]\s?(?:19|20)\d{2}\b"
    r"|(?<![\d.])\d{1,3}\.\d{3}\b(?!\.\d)"
    r"|\b14\s?0\d{2,3}\b",
    re.ASCII,
)
STREET = r"(?:straat|laan|weg|plein|gracht|singel|kade|dijk|hof|pad|steeg|plantsoen|dreef)"
TITLE = r"(?:meneer|mevrouw|mevr\.?|mw\.?|dhr\.?|de\ heer|familie|mr\.?|mrs\.?|ms\.?|the\ family)"
RECORD = r"(?:zaak|dossier|kenmerk|case|file|bsn)(?:nummer|nr|\snumber)?"
BETWEEN = r"(?i:(?:van|de|den|der|het|ten|ter|te|'t|el|al|bin|von|da|dos|di|la|le)\s+){0,3}"

PATTERNS = (
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w[\w.-]*"),
    re.compile(r"(?<![\w.])\+?\(?\d(?:[\s./()-]{0,2}\d){5,}", re.ASCII),
    re.compile(r"\b[A-Z]{1,4}[-/. ]?\d{2,4}[-/.]\d{2,}\b", re.ASCII),
    re.compile(rf"\b(?i:{RECORD})\W{{0,3}}\d(?:[.-]?\d){{2,}}", re.ASCII),
    re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b", re.ASCII),
    re.compile(rf"\b(?!Onderweg)[A-Z]\w{{1,30}}{STREET}\s\d{{1,5}}[a-z]?\b"),
    re.compile(rf"\b(?i:{TITLE})\s+{BETWEEN}[A-ZÀ-Þ]\w+"),
)


def looks_like(text: str) -> str | None:
    """The first words that could be about a resident; None when there are none."""
    left = HARMLESS.sub("…", text)
    found = [match for pattern in PATTERNS if (match := pattern.search(left))]
    first = min(found, key=lambda match: (match.start(), -match.end()), default=None)
    return " ".join(first.group().split()) if first else None

"""Plain language, checked: each rule looks at one piece of a pack and says how to mend it (content-spec §5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from bot.content import names, reading
from bot.content.reading import LONGEST_SENTENCE, MOST_WORDS
from bot.content.schema import CardEntry, CaseEntry, ChallengeEntry, MomentEntry, PromptEntry, TemplateEntry, Words
from bot.core.prompts import Asks, Kind, Locale

LOCALES: tuple[Locale, ...] = ("nl", "en")
MOST_WORDS_OF_A_STORY, MOST_WORDS_OF_WHY, MOST_WORDS_OF_A_TITLE = 80, 20, 10
MOST_WORDS_ON_THE_WAY = 30
"""Of what the bot says halfway through a challenge, and at its end."""
MOST_LINES_OF_THE_A4 = 12
MOST_CHARACTERS_OF_A_TEMPLATE = 75
"""Of the whole sentence; a list in Slack cuts what is longer."""
MOST_CHARACTERS = 2_000
"""Of one text; a block in Slack takes 3,000 with all that is put around it."""
COMMITMENT = "{afspraak}"
"""In a follow-up: what somebody promised themselves, a sentence with its own full stop."""
IF_THEN = {"nl": re.compile(r"Als [^.]+, dan [^.]+\.$"), "en": re.compile(r"If [^.]+, then [^.]+\.$")}

A4_LINE = re.compile(r"- [^*_#`<>]+[.?]")
"""One point of the list, without any other markup: every surface shows it in its own way."""

Readable = PromptEntry | CaseEntry | CardEntry | TemplateEntry | ChallengeEntry | MomentEntry


@dataclass(frozen=True, slots=True)
class Piece:
    """What people read of one entry. `allowed`: rare words that may stay; None where there is no such list."""

    texts: tuple[Words, ...]
    allowed: tuple[str, ...] | None = None


def problems(entry: Readable) -> list[str]:
    """What is wrong with this entry, a sentence each."""
    match entry:
        case PromptEntry():
            return [*_prompt(entry), *_wording(_of_a_prompt(entry))]
        case CaseEntry():
            return [*_case(entry), *_wording(Piece((entry.title, entry.sentence, entry.alt)))]
        case CardEntry():
            return [*_card(entry), *_wording(Piece((entry.question,)))]
        case TemplateEntry():
            return [*_template(entry), *_wording(_of_a_template(entry))]
        case ChallengeEntry():
            said = (entry.name, entry.text, entry.start, entry.halfway, entry.closing)
            return [*_challenge(entry), *_wording(Piece(said))]
        case MomentEntry():
            return [*_moment(entry), *_wording(Piece(entry.questions))]


def a4(text: Words) -> list[str]:
    """What is wrong with the page that everybody reads first."""
    return [*_list(text), *_long_sentences(text), *_nothing_filled_in("text", text), *_wording(Piece((text,)))]


def _of_a_prompt(entry: PromptEntry) -> Piece:
    taps = [tap for tap in (*entry.answer.options, entry.answer.low, entry.answer.high) if tap]
    return Piece((entry.text, entry.why, *taps), entry.b1_allow)


def _of_a_template(entry: TemplateEntry) -> Piece:
    """As one sentence: that is how people read it, and then only a name in it has a capital."""
    whole = Words(nl=f"Als {entry.cue.nl}, dan {entry.deed.nl}.", en=f"If {entry.cue.en}, then {entry.deed.en}.")
    return Piece((whole,))


def _prompt(entry: PromptEntry) -> Iterator[str]:
    yield from _too_long("text", entry.text, MOST_WORDS_OF_A_STORY if entry.kind is Kind.STORY else MOST_WORDS)
    yield from _too_long("`why`", entry.why, MOST_WORDS_OF_WHY)
    yield from _long_sentences(entry.text)
    yield from _questions(entry)
    yield from _placeholders(entry)
    if entry.kind is Kind.HABIT and not (IF_THEN["nl"].match(entry.text.nl) and IF_THEN["en"].match(entry.text.en)):
        yield "a habit is one sentence: “Als …, dan …”, and “If …, then …”."


def _too_long(name: str, text: Words, most: int) -> Iterator[str]:
    for locale, said in (("nl", text.nl), ("en", text.en)):
        if (count := reading.length(said)) > most:
            yield f"the {locale} {name} has {count} words; make it {most} or fewer."


def _questions(entry: PromptEntry) -> Iterator[str]:
    marks = entry.text.nl.count("?")
    if entry.kind in (Kind.ACTION, Kind.HABIT) and marks:
        yield "a deed asks nothing; say what to do instead of asking."
    elif marks > 1:
        yield "one question is enough; make the other one a statement."


def _placeholders(entry: PromptEntry) -> Iterator[str]:
    texts = (entry.text.nl, entry.text.en)
    filled_in = [reading.HOLDER.findall(text) for text in texts]
    speaks_of = entry.asks not in (None, Asks.FITS, Asks.PACE)
    if not speaks_of and any(filled_in):
        yield "only a followup to something has that filled in; leave out the braces."
    if speaks_of and filled_in != [[COMMITMENT], [COMMITMENT]]:
        yield f"a followup has {COMMITMENT} once in each language, and nothing else between braces."
    if any(f"{COMMITMENT}." in text for text in texts):
        yield f"{COMMITMENT} brings its own full stop; leave out the one behind it."


def _case(entry: CaseEntry) -> Iterator[str]:
    yield from _too_long("title", entry.title, MOST_WORDS_OF_A_TITLE)
    yield from _too_long("sentence", entry.sentence, MOST_WORDS)
    yield from _too_long("alt", entry.alt, MOST_WORDS)
    yield from _long_sentences(entry.sentence)


def _card(entry: CardEntry) -> Iterator[str]:
    yield from _too_long("question", entry.question, MOST_WORDS_OF_WHY)
    if entry.question.nl.count("?") != 1:
        yield "a card asks one question."


def _template(entry: TemplateEntry) -> Iterator[str]:
    for opening, part in (("Als", entry.cue.nl), ("dan", entry.deed.nl), ("If", entry.cue.en), ("then", entry.deed.en)):
        if part.casefold().startswith(f"{opening} ".casefold()):
            yield f"leave out “{opening}”: the bot puts it there."
    for text in _of_a_template(entry).texts:
        for said in (text.nl, text.en):
            if len(said) > MOST_CHARACTERS_OF_A_TEMPLATE:
                yield f"this has {len(said)} characters; make it {MOST_CHARACTERS_OF_A_TEMPLATE} or fewer: {said}"


def _challenge(entry: ChallengeEntry) -> Iterator[str]:
    for name, text, most in (
        ("text", entry.text, MOST_WORDS),
        ("start", entry.start, MOST_WORDS),
        ("halfway", entry.halfway, MOST_WORDS_ON_THE_WAY),
        ("closing", entry.closing, MOST_WORDS_ON_THE_WAY),
    ):
        yield from _too_long(name, text, most)
        yield from _long_sentences(text)
        yield from _nothing_filled_in(name, text)
        if text.nl.count("?") > 1:
            yield f"the {name} asks more than one question; make the other one a statement."
    if "?" in entry.text.nl:
        yield "a deed asks nothing; say what to do instead of asking."
    yield from _gives_away(entry.closing)


def _gives_away(closing: Words) -> Iterator[str]:
    """The closing is the same whoever joined and whatever came of it (disclosure-policy R16)."""
    for locale in LOCALES:
        for amount in reading.amounts(closing.text().said_in(locale), locale):
            yield f"the {locale} closing says “{amount}”; leave out how many people or how much."


def _moment(entry: MomentEntry) -> Iterator[str]:
    for question in entry.questions:
        yield from _too_long("question", question, MOST_WORDS_OF_WHY)
        if question.nl.count("?") != 1:
            yield f"ask one question at a time: {question.nl}"


def _list(text: Words) -> Iterator[str]:
    dutch, english = text.nl.splitlines(), text.en.splitlines()
    if len(dutch) != len(english):
        yield f"there are {len(dutch)} lines in nl and {len(english)} in en; say the same in both languages."
    for locale, lines in (("nl", dutch), ("en", english)):
        if len(lines) > MOST_LINES_OF_THE_A4:
            yield f"the {locale} text has {len(lines)} lines; make it {MOST_LINES_OF_THE_A4} or fewer."
        for line in lines:
            if not A4_LINE.fullmatch(line.strip()):
                yield f"a {locale} line begins with a dash, is a whole sentence and has no other markup: {line}"


def _nothing_filled_in(name: str, text: Words) -> Iterator[str]:
    if "{" in text.nl + text.en:
        yield f"nothing is filled in here; leave the braces out of the {name}."


def _wording(piece: Piece) -> Iterator[str]:
    """What holds for everything that people read."""
    yield from _tone(piece)
    yield from _stiff(piece)
    yield from _rare(piece)
    yield from _unexplained(piece)
    yield from _too_much_for_slack(piece)


def _long_sentences(text: Words) -> Iterator[str]:
    for sentence in reading.sentences(text.nl):
        if reading.length(sentence) > LONGEST_SENTENCE:
            yield f"this sentence is long, make two of it: {sentence}"


def _unexplained(piece: Piece) -> Iterator[str]:
    dutch = chain.from_iterable(names.unexplained(text.nl, "nl") for text in piece.texts)
    english = chain.from_iterable(names.unexplained(text.en, "en") for text in piece.texts)
    for name in dict.fromkeys(chain(dutch, english)):
        yield f"“{name}” is a name that not everybody knows; say in the same sentence what it is, or leave it out."


def _too_much_for_slack(piece: Piece) -> Iterator[str]:
    for text in piece.texts:
        for locale, said in (("nl", text.nl), ("en", text.en)):
            if len(said) > MOST_CHARACTERS:
                yield f"the {locale} text has {len(said)} characters; Slack shows {MOST_CHARACTERS}: {said[:60]}…"


def _tone(piece: Piece) -> Iterator[str]:
    for phrase in dict.fromkeys(phrase for text in piece.texts for phrase in reading.tells_what_to_be(text.nl)):
        yield f"“{phrase}” tells somebody what to be; ask for a deed instead."
    if any("!" in text.nl + text.en for text in piece.texts):
        yield "leave out the exclamation mark."
    if any(re.search(r"\b(u|uw)\b", reading.QUOTED.sub("", text.nl), re.IGNORECASE) for text in piece.texts):
        yield "write je, not u; u only in what somebody says, between quotation marks."


def _stiff(piece: Piece) -> Iterator[str]:
    dutch = chain.from_iterable(reading.stiff_words(text.nl, "nl") for text in piece.texts)
    english = chain.from_iterable(reading.stiff_words(text.en, "en") for text in piece.texts)
    for each in dict.fromkeys(chain(dutch, english)):
        yield f"“{each.word}” is stiff; say “{each.plain}”."


def _rare(piece: Piece) -> Iterator[str]:
    stiff = {each.word for text in piece.texts for each in reading.stiff_words(text.nl, "nl")}  # told already
    allowed = {*(piece.allowed or ()), *_names(piece), *stiff}
    excuse = "" if piece.allowed is None else ", or put it in `b1_allow` with the reason"
    for word in dict.fromkeys(word for text in piece.texts for word in reading.rare_words(text.nl, allowed)):
        yield f"not many people know the word “{word}”. Use another one{excuse}."


def _names(piece: Piece) -> set[str]:
    """A name may begin a sentence, where every word has a capital; but it is the same in both languages."""
    english = {word for text in piece.texts for word in reading.words(text.en)}
    return {word for text in piece.texts for word in reading.words(text.nl) if word[0].isupper()} & english

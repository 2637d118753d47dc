"""What counts as an answer, typed or tapped, and what it says about a published question."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import answers
from bot.core.answers import Fault
from bot.core.periods import Question
from bot.core.prompts import Answer, AnswerType, Dimension, Kind, Prompt, Text
from tests.bot.sample import prompt

ACTION = prompt("tijd-001", Kind.ACTION)
REFLECTION = prompt("kijk-001", Kind.REFLECTION)
RATING = prompt("maat-r01", Kind.RATING)
SHARED = prompt("gedeeld-r01", Kind.RATING, measures=Dimension.FAST)
OPTIONS = (Text("Ik vraag hulp", "I'll ask for help"), Text("Het lukt zelf.", "I can manage"))
CHOICE = prompt("hulp-001", Kind.HELP, answer=Answer(AnswerType.CHOICE, OPTIONS))
LABELS = {"gedaan": "done", "done": "done", "later": "later", "niet vandaag": "not_today"}
NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)

TYPED = [
    (ACTION, "Gedaan", "done"),
    (ACTION, " gedaan. ", "done"),
    (ACTION, "DONE!", "done"),
    (ACTION, "later", "later"),
    (ACTION, "Niet vandaag", "not_today"),
    (RATING, "4", "scale:4"),
    (RATING, " 5. ", "scale:5"),
    (RATING, "niet vandaag", "not_today"),
    (CHOICE, "ik vraag hulp", "choice:0"),
    (CHOICE, "I can manage", "choice:1"),
    (CHOICE, "het lukt zelf", "choice:1"),
    (REFLECTION, "Gedaan", "text:Gedaan"),
    (REFLECTION, "  Ik belde meteen.  ", "text:Ik belde meteen."),
    (REFLECTION, "niet vandaag", "not_today"),
]


@pytest.mark.parametrize(("asked", "words", "answer"), TYPED)
def test_typed_words_become_answers(asked: Prompt, words: str, answer: str) -> None:
    assert answers.typed(asked, words, LABELS) == answer
    assert answers.check(asked, answer) is None


@pytest.mark.parametrize(
    ("asked", "words", "fault"),
    [
        (ACTION, "misschien", Fault.NOT_UNDERSTOOD),
        (RATING, "6", Fault.NOT_UNDERSTOOD),
        (RATING, "0", Fault.NOT_UNDERSTOOD),
        (RATING, "heel goed", Fault.NOT_UNDERSTOOD),
        (RATING, "²", Fault.NOT_UNDERSTOOD),
        (RATING, "٤", Fault.NOT_UNDERSTOOD),
        (RATING, "4" * 5000, Fault.NOT_UNDERSTOOD),  # more digits than int() takes
        (CHOICE, "geen van beide", Fault.NOT_UNDERSTOOD),
        (REFLECTION, "   ", Fault.EMPTY),
        (REFLECTION, "x" * 3001, Fault.TOO_LONG),
    ],
)
def test_what_does_not_fit_is_refused(asked: Prompt, words: str, fault: Fault) -> None:
    assert answers.check(asked, answers.typed(asked, words, LABELS)) is fault


@given(st.sampled_from([ACTION, REFLECTION, RATING, CHOICE]), st.text())
def test_whatever_somebody_types_gets_a_clear_answer(asked: Prompt, words: str) -> None:
    answer = answers.typed(asked, words, LABELS)
    assert answers.check(asked, answer) in (None, *Fault)


@pytest.mark.parametrize(
    ("question", "asked", "answer", "says"),
    [
        (Question.ACTION, ACTION, "done", True),
        (Question.ACTION, ACTION, "later", False),
        (Question.ACTION, ACTION, "not_today", False),
        (Question.ACTION, REFLECTION, "text:gedaan", None),
        (Question.ACTION, SHARED, "scale:5", None),
        (Question.FAST, SHARED, "scale:4", True),
        (Question.FAST, SHARED, "scale:5", True),
        (Question.FAST, SHARED, "scale:3", False),
        (Question.FAST, SHARED, "not_today", None),
        (Question.FAST, RATING, "scale:5", None),
        (Question.PLEASANT, SHARED, "scale:5", None),
    ],
)
def test_what_an_answer_says_about_the_published_question(
    question: Question, asked: Prompt, answer: str, says: bool | None
) -> None:
    assert answers.positive(question, asked, answer) is says


@pytest.mark.parametrize(
    ("said", "together"),
    [([], None), ([None], None), ([False, None], False), ([True, True], True), ([False, True], True)],
)
def test_an_action_counts_once(said: list[bool | None], together: bool | None) -> None:
    assert answers.together(said) is together

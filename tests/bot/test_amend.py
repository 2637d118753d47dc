"""Parameters need a second pair of eyes, hold from the next week on, and are announced (disclosure-policy R19)."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from bot import amend, appoint, enrol, gather, privacy, report
from bot.amend import Refusal
from bot.core.addresses import Address
from bot.core.offices import Office
from bot.core.parameters import Fault, Name
from bot.core.periods import Period
from bot.deliver import Sender
from bot.messages import Amended
from storage import amendments, audit, tables
from tests.bot.fake import FakeMessenger
from tests.bot.sample import ADMIN, AMSTERDAM, CHANNEL, COACH, FRIDAY, MONDAY, found_team, pack, person, rules

ADMINS = {ADMIN.key}
OFFICER = Address("slack", "T0SAMPLE", "person", "U0OFFICER")
WEEK = Period.of(MONDAY)


@pytest.fixture
def officer(db: Engine) -> Engine:
    found_team(db, 6)
    appoint.give(db, ADMIN, ADMINS, OFFICER, Office.PRIVACY, FRIDAY)
    return db


def ask(db: Engine, value: int, name: Name = Name.K) -> Refusal | Fault | None:
    return amend.propose(db, ADMIN, ADMINS, name, CHANNEL if name is Name.GUESTS else None, value, MONDAY)


def decide(db: Engine, who: Address, *, approve: bool = True) -> Refusal | None:
    shown = amend.overview(db, ADMIN, ADMINS, MONDAY)
    assert isinstance(shown, amend.Overview)
    return amend.decide(db, who, ADMINS, shown.waiting[0].name, approve=approve, now=MONDAY)


def k_of(db: Engine, period: Period) -> int:
    with db.begin() as conn:
        return amendments.in_force(conn, str(period)).k


def test_it_takes_somebody_else_and_the_next_week(officer: Engine) -> None:
    db = officer
    assert ask(db, 7) is None
    assert ask(db, 8) is Refusal.WAITS
    appoint.give(db, ADMIN, ADMINS, ADMIN, Office.PRIVACY, MONDAY)  # an administrator cannot be their own second pair
    for nobody in (ADMIN, COACH, person(0)):
        assert decide(db, nobody) is Refusal.OFFICERS_ONLY
    assert k_of(db, WEEK.next) == 5
    assert decide(db, OFFICER) is None
    assert (k_of(db, WEEK), k_of(db, WEEK.next), k_of(db, WEEK.next.next)) == (5, 7, 7)
    said = FakeMessenger()
    Sender(db, said, pack(), rules().holidays).send_due(MONDAY)
    assert (CHANNEL, Amended(Name.K, 7, WEEK.next.monday, "nl")) in said.sent
    with db.begin() as conn:
        acts = [each.act for each in audit.latest(conn, 3)][::2]
        assert audit.broken_at(conn) is None
    assert acts == ["parameter_approved", "parameter_proposed"]


def test_a_label_is_drawn_by_what_held_in_its_week(officer: Engine) -> None:
    db = officer
    report.open_period(db, MONDAY)
    ask(db, 7)
    decide(db, OFFICER)
    report.open_period(db, MONDAY + timedelta(days=7))
    report.freeze_due(db, WEEK.next.freezes_at, lambda _: 0)
    with db.begin() as conn:
        frozen = conn.execute(select(tables.reports.c.period)).scalars().all()
    assert frozen == [str(WEEK)]  # six people: enough for the old k, not for the new one


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        (Name.K, 4, Fault.TOO_SMALL),
        (Name.K, 0, Fault.TOO_SMALL),
        (Name.K, -5, Fault.TOO_SMALL),
        (Name.K, 51, Fault.TOO_LARGE),
        (Name.K, 5, Fault.SAME),
        (Name.GUESTS, 0, Fault.SAME),
        (Name.GUESTS, 2, Fault.TOO_LARGE),
    ],
)
def test_what_cannot_be(officer: Engine, name: Name, value: int, fault: Fault) -> None:
    assert ask(officer, value, name) is fault


def test_declining_and_taking_back_change_nothing(officer: Engine) -> None:
    db = officer
    for who in (OFFICER, ADMIN):
        assert ask(db, 7) is None
        assert decide(db, who, approve=False) is None
    assert k_of(db, WEEK.next) == 5
    assert amend.decide(db, OFFICER, ADMINS, "00" * 16, approve=True, now=MONDAY) is Refusal.DECIDED
    assert amend.propose(db, COACH, ADMINS, Name.K, None, 7, MONDAY) is Refusal.ADMINS_ONLY
    assert amend.overview(db, COACH, ADMINS, MONDAY) is Refusal.NOT_FOR_YOU


def test_guests_count_only_where_that_was_allowed(officer: Engine) -> None:
    db = officer
    gather.arrive(db, CHANNEL, gather.Profile(person(50), AMSTERDAM, "nl", guest=True), FRIDAY)
    enrol.join(db, person(50), rules().holidays, FRIDAY)
    ask(db, 1, Name.GUESTS)
    decide(db, OFFICER)
    sizes = []
    for week in (WEEK, WEEK.next):
        report.open_period(db, week.starts)
        with db.begin() as conn:
            rows = select(func.count()).select_from(tables.rosters).where(tables.rosters.c.period == str(week))
            sizes.append(conn.execute(rows).scalar_one())
    assert sizes == [6, 7]


def test_a_label_that_was_changed_or_taken_out_shows(officer: Engine) -> None:
    db = officer
    report.open_period(db, MONDAY)
    report.freeze_due(db, WEEK.freezes_at, lambda _: 0)
    assert privacy.account(db, WEEK.posts_at).changed == ()
    with db.begin() as conn:
        conn.execute(tables.reports.delete())
    assert privacy.account(db, WEEK.posts_at).changed == (str(WEEK),)


def test_the_same_question_waits_four_weeks_also_in_another_cell(officer: Engine) -> None:
    """The rotation sees to it; the freeze does not rely on that."""
    db = officer
    report.open_period(db, MONDAY)
    report.freeze_due(db, WEEK.freezes_at, lambda _: 0)
    report.open_period(db, WEEK.next.starts)
    with db.begin() as conn:  # as if last week's label had asked this week's question, of a pool
        for table in (tables.reports, tables.rosters):
            conn.execute(table.update().where(table.c.period == str(WEEK)).values(cell="department:Publiekszaken"))
        conn.execute(tables.reports.update().values(question=WEEK.next.question.value))
    report.freeze_due(db, WEEK.next.freezes_at, lambda _: 0)
    with db.begin() as conn:
        assert conn.execute(select(tables.reports.c.period)).scalars().all() == [str(WEEK)]

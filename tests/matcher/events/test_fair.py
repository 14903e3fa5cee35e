"""A fair from its delegations to what was agreed at its tables."""

from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlalchemy import Engine
from sqlmodel import Session, select

from matcher.cursors import Part
from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from matcher.events.bringing import bring, collect, collect_list
from matcher.events.calendar import calendar_of
from matcher.events.delegations import edit_delegation, move_delegation, register
from matcher.events.finding import EventFilter, events, the_delegation, the_event, the_meeting
from matcher.events.gathering import stamp_of
from matcher.events.keeping import create_event, edit_event, move_event
from matcher.events.settling import settle
from matcher.events.viewing import MeetingView, timetable
from matcher.events.wishing import wish
from matcher.policy import PUBLIC, TERMINAL
from matcher.policy.events import EventAction
from models.database import reading, writing
from models.dossier import dossier_of
from models.event import EventPlanned, EventState, EventUpdate
from models.event_delegation import Brought, DelegationCreate, DelegationUpdate, Demand, EventPost, WishCreate
from models.exchange import Exchange, ExchangeState
from models.meeting import Meeting, MeetingState, Outcome
from models.post import PostState
from models.request import Request
from tests.conftest import NOW
from tests.exchanging import FAR_FOCAL, FOCAL, PROVIDER, RECIPIENT, SECOND, STRANGER, who
from tests.matched import put
from tests.meeting_people import DAY, FAIR, HOST, OPENS, after, coming, event, planned

Ids = dict[str, str]


def views(engine: Engine, of: str | None = None) -> list[MeetingView]:
    with reading(engine) as session:
        return timetable(session, the_event(session, TERMINAL, FAIR), language="en", of=of).meetings


def say(engine: Engine, who_says: str, other: str, kind: str) -> None:
    with writing(engine) as session:
        found = the_delegation(session, TERMINAL, FAIR, who_says)
        wish(session, TERMINAL, found, WishCreate(other=other, kind=kind), now=NOW)


def outcome(session: Session, email: str, key: str, said: Outcome) -> Meeting:
    actor = who(session, email)
    found = the_meeting(session, actor, FAIR, key, EventAction.SETTLE_MEETING)
    return settle(session, actor, found, said, version=found.meeting.version, now=after(30))


def test_those_who_ask_meet_those_who_offer_and_it_is_told_why(small: Engine, ids: Ids) -> None:
    plan = planned(small)
    found = views(small)
    mexico = ids["amexcid-mex"]

    assert plan.meetings == len(found) == 2
    assert {one.other(mexico).organization.id for one in found} == {"sabesp-bra", "inta-arg"}
    assert {topic.request for one in found for topic in one.topics} == {"req-agua"}
    assert all(one.why and one.meeting.score > 0 for one in found)
    assert len({one.meeting.starts_at for one in found}) == 2
    assert f"{min(one.starts for one in found):%H:%M}" == "09:00"


def test_a_plan_made_twice_is_the_same(small: Engine, ids: Ids) -> None:
    planned(small)
    before = [one.meeting.model_dump() for one in views(small)]
    plan = planned(small)

    assert [one.meeting.model_dump() for one in views(small)] == before
    assert plan.moved == []


def test_wishes_bring_together_and_keep_apart(small: Engine, ids: Ids) -> None:
    say(small, ids["inta-arg"], ids["sabesp-bra"], "meet")
    say(small, ids["amexcid-mex"], ids["inta-arg"], "avoid")
    plan = planned(small)
    pairs = {frozenset((one.meeting.first, one.meeting.second)) for one in views(small)}

    assert pairs == {
        frozenset((ids["inta-arg"], ids["sabesp-bra"])),
        frozenset((ids["amexcid-mex"], ids["sabesp-bra"])),
    }
    assert [one["obstacle"] for one in plan.unmet] == ["avoided"]


def test_who_is_avoided_is_not_told(small: Engine, ids: Ids) -> None:
    say(small, ids["amexcid-mex"], ids["inta-arg"], "avoid")
    planned(small)

    with reading(small) as session:
        row = the_event(session, TERMINAL, FAIR)
        assert timetable(session, row, language="en").unmet
        assert timetable(session, row, language="en", of=ids["inta-arg"]).unmet == []


def test_presence_languages_and_limits_are_kept_and_told(small: Engine, ids: Ids) -> None:
    with writing(small) as session:
        late = the_delegation(session, TERMINAL, FAIR, ids["inta-arg"])
        only = DelegationUpdate(arrives_at=after(50).replace(tzinfo=None) - timedelta(hours=5))
        edit_delegation(session, TERMINAL, late, only, version=1, now=NOW)
        far = the_delegation(session, TERMINAL, FAIR, ids["sabesp-bra"])
        edit_delegation(session, TERMINAL, far, DelegationUpdate(languages=["ja"]), version=1, now=NOW)
    plan = planned(small)
    (one,) = views(small)

    assert one.starts.hour * 60 + one.starts.minute >= 9 * 60 + 50
    assert [it["obstacle"] for it in plan.unmet] == ["language"]


def test_a_cancelled_delegation_leaves_its_meetings_and_the_rest_stays(small: Engine, ids: Ids) -> None:
    planned(small)
    before = {one.meeting.id: one.meeting.starts_at for one in views(small)}
    with writing(small) as session:
        gone = move_delegation(session, TERMINAL, FAIR, ids["sabesp-bra"], comes=False, now=NOW)
        assert [one.sequence for one in gone] == [1]
    plan = planned(small)
    after_it = {one.meeting.id: one.meeting for one in views(small)}

    assert plan.meetings == 1
    assert plan.moved == []
    assert {one.state for one in after_it.values()} == {MeetingState.PLANNED, MeetingState.CANCELLED}
    assert {key: one.starts_at for key, one in after_it.items()} == before


def test_a_meeting_of_a_plan_that_no_longer_fits_is_named_as_moved(small: Engine, ids: Ids) -> None:
    planned(small)
    with writing(small) as session:
        row = the_event(session, TERMINAL, FAIR)
        edit_event(session, TERMINAL, FAIR, EventUpdate(day_begins="09:20"), version=row.version, now=NOW)
    plan = planned(small)

    assert len(plan.moved) == 2
    assert all(one["to"] is not None for one in plan.moved)
    assert {one.meeting.sequence for one in views(small)} == {1}


def test_a_plan_knows_whether_anything_has_changed_since_it_looked(small: Engine, ids: Ids) -> None:
    def stamp() -> str:
        with reading(small) as session:
            return stamp_of(session, the_event(session, TERMINAL, FAIR))

    seen = [stamp(), stamp()]
    say(small, ids["inta-arg"], ids["sabesp-bra"], "meet")
    seen.append(stamp())
    with writing(small) as session:
        coming(session, "sena-col")
    seen.append(stamp())
    planned(small)
    seen.append(stamp())

    assert seen[0] == seen[1]
    assert len(set(seen)) == 4


def test_a_demand_becomes_a_request_of_whoever_came_before_its_focal_point(small: Engine, ids: Ids) -> None:
    said = Demand(delegation=ids["inta-arg"], text="Queremos saber cómo se cobran tarifas de agua en el campo.")
    with writing(small) as session:
        row = collect(session, who(session, HOST), FAIR, said, now=NOW)

        assert (row.organization, row.posted_by, row.state) == ("inta-arg", "pan-coopera", PostState.SUBMITTED)
        assert session.exec(select(EventPost.delegation).where(EventPost.request == row.id)).one() == ids["inta-arg"]
    assert planned(small).meetings == 3


def test_nobody_writes_for_others_before_they_can_know_of_the_event(small: Engine, ids: Ids) -> None:
    with writing(small) as session:
        put(session, event("eve-draft", state="draft"), event("eve-own", organization="sabesp-bra"))
        for key, email, refused in (("eve-draft", HOST, ConflictError), ("eve-own", PROVIDER, ForbiddenError)):
            wanted = DelegationCreate(organization="inta-arg", languages=["es"])
            one = register(session, TERMINAL, key, wanted, now=NOW)
            with pytest.raises(refused):
                collect(session, who(session, email), key, Demand(delegation=one.id, text="Riego por goteo"), now=NOW)


def test_a_list_is_taken_in_whole_and_registers_who_is_new(small: Engine, ids: Ids, tmp_path: Path) -> None:
    path = tmp_path / "demands.csv"
    path.write_text(
        "organization,text\nsena-col,Formación de técnicos de acueductos rurales en tres años\n"
        "inta-arg,Riego por goteo para pequeños productores de zonas secas\n",
        encoding="utf-8",
    )
    with writing(small) as session:
        keys = collect_list(session, who(session, HOST), FAIR, "requests", path, now=NOW)

        assert [session.get_one(Request, key).organization for key in keys] == ["sena-col", "inta-arg"]
        assert len(session.exec(select(EventPost).where(EventPost.event == FAIR)).all()) == 5


def test_an_agreement_becomes_an_exchange_that_the_other_side_confirms(small: Engine, ids: Ids) -> None:
    planned(small)
    (key,) = [one.meeting.id for one in views(small, ids["sabesp-bra"])]
    with writing(small) as session:
        row = outcome(session, HOST, key, Outcome(state=MeetingState.AGREED))
        exchange = session.get_one(Exchange, row.exchange)

        assert (exchange.state, exchange.title) == (ExchangeState.ACCEPTED, "Agua potable rural")
        sides = [(one.organization, one.accepted) for one in _sides(session, exchange.id)]
        assert sides == [("amexcid-mex", True), ("sabesp-bra", False)]


def test_a_side_records_its_own_agreement(small: Engine, ids: Ids) -> None:
    planned(small)
    (key,) = [one.meeting.id for one in views(small, ids["sabesp-bra"])]
    with writing(small) as session:
        row = outcome(session, PROVIDER, key, Outcome(state=MeetingState.AGREED, title="Curso de operadores"))
        sides = [(one.organization, one.accepted) for one in _sides(session, row.exchange or "")]

        assert sides == [("amexcid-mex", False), ("sabesp-bra", True)]


def test_the_outcome_of_a_meeting_is_told_after_it_has_begun(small: Engine, ids: Ids) -> None:
    planned(small)
    key = views(small)[0].meeting.id
    with writing(small) as session:
        found = the_meeting(session, TERMINAL, FAIR, key, EventAction.SETTLE_MEETING)
        with pytest.raises(ConflictError, match="not begun"):
            settle(session, TERMINAL, found, Outcome(state=MeetingState.HELD), version=1, now=NOW)


def test_meetings_that_have_begun_stay_when_the_rest_is_planned_again(small: Engine, ids: Ids) -> None:
    planned(small)
    first = views(small)[0].meeting
    with writing(small) as session:
        move_delegation(session, TERMINAL, FAIR, ids["inta-arg"], comes=False, now=after(10))
    planned(small, now=after(10))

    assert [one.meeting.starts_at for one in views(small) if one.meeting.id == first.id] == [first.starts_at]


def test_the_calendar_keeps_names_counts_changes_and_escapes_texts(small: Engine, ids: Ids) -> None:
    with writing(small) as session:
        session.get_one(Request, "req-agua").title = "Agua; riego, y\nBEGIN:VEVENT"
    planned(small)
    before = _calendar(small, ids["amexcid-mex"])
    with writing(small) as session:
        move_delegation(session, TERMINAL, FAIR, ids["sabesp-bra"], comes=False, now=NOW)
    later = _calendar(small, ids["amexcid-mex"])

    assert len(before) == len(later) == 2
    assert {str(one["uid"]) for one in before} == {str(one["uid"]) for one in later}
    assert sorted((str(one["status"]), one["sequence"]) for one in later) == [("CANCELLED", 1), ("CONFIRMED", 0)]
    assert all("Agua; riego, y" in str(one["description"]) for one in before)
    assert {str(one["location"]) for one in before} == {"Ciudad de Panamá, Table 1"}
    assert min(one["dtstart"].dt for one in before) == OPENS


def test_only_those_who_organise_change_an_event(small: Engine, ids: Ids) -> None:
    with writing(small) as session:
        for email in (RECIPIENT, PROVIDER, SECOND, STRANGER, FAR_FOCAL):
            with pytest.raises(ForbiddenError):
                register(session, who(session, email), FAIR, DelegationCreate(organization="sena-col"), now=NOW)
        for email in (HOST, FOCAL):
            the_event(session, who(session, email), FAIR, EventAction.ORGANIZE)
        with pytest.raises(NotFoundError):
            the_delegation(session, who(session, STRANGER), FAIR, ids["inta-arg"])
        assert the_delegation(session, who(session, SECOND), FAIR, ids["inta-arg"], EventAction.EDIT_DELEGATION)


def test_a_draft_is_its_organisers_own_until_it_is_announced(small: Engine, ids: Ids) -> None:
    wanted = EventPlanned(title="Taller", kind="workshop", language="es", starts_on=DAY, ends_on=DAY)
    with writing(small) as session:
        host, provider = who(session, HOST), who(session, PROVIDER)
        row = create_event(session, host, wanted, now=NOW)
        own = create_event(session, provider, wanted, now=NOW)

        assert [one.id for one in _seen(session, None)] == [FAIR]
        assert {one.id for one in _seen(session, HOST)} == {FAIR, row.id}
        with pytest.raises(ForbiddenError):
            move_event(session, provider, own.id, EventState.ANNOUNCED, version=1, now=NOW)
        move_event(session, host, row.id, EventState.ANNOUNCED, version=1, now=NOW)
        assert {one.id for one in _seen(session, None)} == {FAIR, row.id}


def test_events_come_latest_first_part_by_part(small: Engine, ids: Ids) -> None:
    with writing(small) as session:
        put(session, *(event(f"eve-{number}", starts_on=DAY - timedelta(days=number)) for number in (1, 2, 3)))
        rows, cursor = events(session, PUBLIC, EventFilter(), Part("-starts_on", limit=2))
        rest, end = events(session, PUBLIC, EventFilter(), Part("-starts_on", cursor, 2))

    assert [one.id for one in [*rows, *rest]] == [FAIR, "eve-1", "eve-2", "eve-3"]
    assert end is None


def test_a_delegation_brings_its_own_open_posts_once(small: Engine, ids: Ids) -> None:
    with writing(small) as session:
        found = the_delegation(session, TERMINAL, FAIR, ids["inta-arg"])
        with pytest.raises(BadInputError, match="another organization"):
            bring(session, TERMINAL, found, Brought(offer="off-agua"), now=NOW)
        with pytest.raises(ConflictError, match="brought already"):
            bring(session, TERMINAL, found, Brought(offer="off-inta"), now=NOW)


def test_an_event_that_would_end_before_it_begins_is_refused(small: Engine, ids: Ids) -> None:
    with writing(small) as session, pytest.raises(BadInputError, match="lies before"):
        edit_event(session, TERMINAL, FAIR, EventUpdate(day_ends="08:00"), version=1, now=NOW)


def _seen(session: Session, email: str | None) -> list[object]:
    actor = who(session, email) if email else PUBLIC
    return list(events(session, actor, EventFilter(), Part("id"))[0])


def _sides(session: Session, key: str) -> list[object]:
    found = dossier_of(session, key)
    return list(found.sides) if found else []


def _calendar(engine: Engine, key: str) -> list[object]:
    with reading(engine) as session:
        found = the_delegation(session, TERMINAL, FAIR, key)
        meetings = timetable(session, found.event, language="en", of=key).meetings
        content = calendar_of(found, meetings, public_url="https://sursur.example", language="en")
    return list(Calendar.from_ical(content).walk("VEVENT"))

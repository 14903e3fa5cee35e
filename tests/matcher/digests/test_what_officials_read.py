"""The digests of three officials of the region, eight days into a small story that the service itself tells."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from matcher.digests.building import build_week
from matcher.digests.sections import Content
from matcher.exchanges.asking import ask_whether_met
from matcher.exchanges.moving import agree, start
from matcher.exchanges.terms import edit_terms
from matcher.policy import TERMINAL
from matcher.posting.ending import close
from matcher.posting.visibility import case_of
from matcher.review.introducing import accept, choose
from matcher.review.opening import Picked
from matcher.review.reviewing import endorse
from models.database import writing
from models.exchange import Exchange
from models.exchange_schemas import ExchangeUpdate
from models.match import Match, live_match
from models.request import NeedMet, Request
from tests.conftest import NOW
from tests.exchanging import who

ECUADOR = "seteci.ecu@example.org"
HAVANA = "historiador.cub@example.org"
FOCAL = "focal.undp@example.org"
OFFER = "off-habana-historiador"
STALLS, RUNS, ENDED = "req-ecu-cuenca-cooperacion", "req-ecu-sig-patrimonio", "req-ecu-agencias-provinciales"
DAY = timedelta(days=1)
LATER = NOW + 8 * DAY


def build(session: Session, week: str, now: datetime) -> dict[str, Content]:
    plans = build_week(session, week, now=now, domain="sursur.example")
    return {plan.account.email: plan.content for plan in plans}


def chosen(session: Session, request: str) -> Match:
    """The focal point endorses, and the agency of Ecuador chooses."""
    match = live_match(session, request, OFFER)
    assert match is not None
    assert match.id is not None
    endorse(session, who(session, FOCAL), Picked(match.id, match.version), now=NOW)
    choose(session, who(session, ECUADOR), request, [Picked(match.id, match.version)], now=NOW)
    return match


def runs(session: Session, match: Match) -> None:
    """Havana accepts, both agree on ten days, and the work begins: half of it lies before LATER."""
    assert match.id is not None
    accept(session, who(session, HAVANA), Picked(match.id, match.version), now=NOW)
    row = session.exec(select(Exchange).where(Exchange.match == match.id)).one()
    days = ExchangeUpdate(starts_on=NOW.date(), ends_on=(NOW + 10 * DAY).date())
    edit_terms(session, who(session, HAVANA), row.id, days, version=row.version, now=NOW)
    for email in (HAVANA, ECUADOR):
        agree(session, who(session, email), row.id, version=row.version, now=NOW)
    start(session, who(session, ECUADOR), row.id, version=row.version, now=NOW)


@pytest.fixture
def read(matched: Engine) -> dict[str, Content]:
    """What everybody reads a week later."""
    with writing(matched) as session:
        build(session, "2026-W48", NOW)
        chosen(session, STALLS)
        runs(session, chosen(session, RUNS))
        ended = case_of(session, session.get_one(Request, ENDED))
        close(session, TERMINAL, ended, NeedMet.NO, now=LATER - 366 * DAY)
        ask_whether_met(session, LATER)
        return build(session, "2026-W49", LATER)


def test_an_agency_reads_what_stalls_what_it_owes_and_what_is_new(read: dict[str, Content]) -> None:
    found = read[ECUADOR]

    assert list(found) == ["matches", "stalled", "evaluations", "needs"]
    (stalled,) = found["stalled"]
    assert (stalled["request"]["id"], stalled["waits_for"], stalled["step"], stalled["days"]) == (
        STALLS,
        "provider",
        7,
        8,
    )
    assert stalled["provider"]["country"] == "Cuba"
    (evaluation,) = found["evaluations"]
    assert (evaluation["stage"], evaluation["due_on"]) == ("mid-term", "2026-11-28")
    assert [(one["request"]["id"], one["asked_on"]) for one in found["needs"]] == [(ENDED, "2026-12-01")]
    assert all(one["request"]["id"].startswith("req-ecu-") and one["why"] for one in found["matches"])
    assert ENDED not in {one["request"]["id"] for one in found["matches"]}
    assert OFFER not in {one["offer"]["id"] for one in found["matches"]}
    assert {"Brasil", "México"} & {one["provider"]["country"] for one in found["matches"]}


def test_a_provider_reads_whom_to_answer_what_it_owes_and_whom_it_could_serve(read: dict[str, Content]) -> None:
    found = read[HAVANA]

    assert next(iter(found)) == "answers"
    (answer,) = found["answers"]
    assert (answer["wanted"], answer["request"]["id"], answer["requester"]["country"]) == ("accept", STALLS, "Ecuador")
    assert (answer["days"], answer["lapses_on"]) == (8, "2027-01-22")
    assert [one["stage"] for one in found["evaluations"]] == ["mid-term"]
    assert "stalled" not in found


def test_a_focal_point_reads_what_stalls_and_the_queue_by_age_in_english(read: dict[str, Content]) -> None:
    found = read[FOCAL]

    assert list(found)[:2] == ["stalled", "queue"]
    assert [(one["request"]["id"], one["waits_for"]) for one in found["stalled"]] == [(STALLS, "provider")]
    assert {one["days"] for one in found["queue"]} == {8}
    assert len(found["queue"]) == 10
    assert ENDED not in {one["request"]["id"] for one in found["queue"]}
    assert all(one["why"].endswith(".") for one in found["queue"])


def test_what_a_digest_says_is_data_without_markup_or_addresses(read: dict[str, Content]) -> None:
    whole = str(read)

    assert "http" not in whole
    assert "@" not in "".join(str(content) for content in read.values())
    assert "</" not in whole

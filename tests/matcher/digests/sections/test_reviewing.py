"""What a focal point looks after."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from models.account import Account
from models.database import writing
from models.match import MatchState
from tests import builders
from tests.conftest import NOW
from tests.matched import bring, put, suggest
from tests.matcher.digests.said import AGENCY, FOCAL, said, section

OTHER = "other@example.org"


def test_the_queue_tells_how_long_each_has_waited_the_oldest_first(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.offer("off-b", organization="sabesp-bra"))
        suggest(session, at=NOW - timedelta(days=2))
        suggest(session, offer="off-b", at=NOW - timedelta(days=20))

    assert [(one["offer"]["id"], one["days"]) for one in section(small, FOCAL, "queue")] == [
        ("off-b", 20),
        ("off-agua", 2),
    ]


def test_what_is_handed_to_a_colleague_is_in_his_queue_alone(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.account(OTHER, "focal-point", organization="segib"))
        suggest(session).assigned_to = OTHER

    assert "queue" not in said(small, FOCAL)
    assert "queue" in said(small, OTHER)


def test_submitted_posts_are_listed_by_the_day_on_which_they_are_published(small: Engine) -> None:
    with writing(small) as session:
        put(
            session,
            builders.offer("off-late", state="submitted", silence_ends_at=NOW + timedelta(days=5)),
            builders.request("req-soon", state="submitted", silence_ends_at=NOW + timedelta(days=1)),
            builders.request("req-draft", state="draft"),
        )

    assert section(small, FOCAL, "submitted") == [
        {
            "post": {"kind": "request", "id": "req-soon", "title": "Agua potable rural"},
            "by": {"name": "amexcid-mex", "country": "Mexico"},
            "publishes_on": "2026-11-24",
        },
        {
            "post": {"kind": "offer", "id": "off-late", "title": "Agua potable rural"},
            "by": {"name": "abc-bra", "country": "Brazil"},
            "publishes_on": "2026-11-28",
        },
    ]
    assert "submitted" not in said(small, AGENCY)


@pytest.mark.parametrize(
    ("state", "listed"),
    [
        (None, True),
        (MatchState.PROPOSED, False),
        (MatchState.ACCEPTED, False),
        (MatchState.DECLINED, True),
        (MatchState.SUPERSEDED, True),
    ],
)
def test_a_need_is_unmet_while_it_has_no_live_match(small: Engine, state: MatchState | None, listed: bool) -> None:
    with writing(small) as session:
        if state is not None:
            bring(suggest(session), state)

    found = section(small, FOCAL, "unmet")

    assert [(one["request"]["id"], one["requester"]["country"], one["days"]) for one in found] == (
        [("req-agua", "Mexico", 21)] if listed else []
    )


@pytest.mark.parametrize(("covers", "reads"), [(["MEX"], True), (["BRA"], False), (["CHL"], True)])
def test_a_focal_point_reads_of_the_needs_of_its_countries_alone(small: Engine, covers: list[str], reads: bool) -> None:
    with writing(small) as session:
        put(session, builders.request("req-b", with_countries=["CHL"]))
        session.get_one(Account, FOCAL).covers = covers

    assert ("unmet" in said(small, FOCAL)) == reads


def test_needs_that_have_expired_or_are_closed_are_not_unmet(small: Engine) -> None:
    with writing(small) as session:
        put(
            session,
            builders.request("req-old", expires_on=(NOW - timedelta(days=1)).date()),
            builders.request("req-closed", state="closed"),
        )

    assert [one["request"]["id"] for one in section(small, FOCAL, "unmet")] == ["req-agua"]

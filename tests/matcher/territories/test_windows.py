"""A territory posts: its country's window is asked first, or informed, by the country's own rule."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.duties import do_duties
from matcher.editing import history
from matcher.errors import ConflictError, ForbiddenError
from matcher.policy.posts import PostCase
from matcher.posting.drafting import create_draft
from matcher.posting.objections import Objected, Objection
from matcher.posting.submitting import object_to, publish, recall, submit
from matcher.posting.trust import set_trust
from matcher.posting.visibility import find_case
from matcher.posting.windows import agree
from matcher.territories.ruling import rule_of, set_rule
from models.database import reading, writing
from models.request import Request, RequestDraft
from models.window_rule import WindowPart, WindowRuleUpdate
from tests import builders
from tests.conftest import NOW
from tests.exchanging import letters, who
from tests.matched import put
from tests.matcher.digests.said import section
from tests.matcher.territories.conftest import CITY, COLOMBIA, FOCAL

TEXT = "Queremos aprender cómo otras ciudades reducen la violencia en los barrios antes de 2028."
INFORMED = WindowRuleUpdate(part=WindowPart.INFORMED)


def submitted(session: Session, email: str = CITY, **fields: str) -> PostCase:
    case = create_draft(session, who(session, email), RequestDraft(text=TEXT, **fields), now=NOW)  # type: ignore[arg-type]
    submit(session, who(session, email), case, now=NOW)
    return case


def test_the_window_is_asked_before_the_focal_point(colombia: Engine) -> None:
    with writing(colombia) as session:
        case = submitted(session)
        key, until = case.id, case.post.window_until
        assert (case.post.state, case.post.silence_ends_at) == ("submitted", None)
        assert (letters(session, "post-window"), letters(session, "post-submitted")) == ([COLOMBIA], [])
        with pytest.raises(ForbiddenError):
            publish(session, who(session, FOCAL), case, now=NOW)
        with pytest.raises(ForbiddenError):
            agree(session, who(session, CITY), case, now=NOW)
    assert until is not None
    [told] = section(colombia, COLOMBIA, "territories")
    assert (told["post"]["id"], told["until"]) == (key, until.date().isoformat())

    with writing(colombia) as session:
        case = find_case(session, who(session, COLOMBIA), Request, key)
        agree(session, who(session, COLOMBIA), case, now=NOW)
        assert (case.post.window_until, letters(session, "post-submitted")) == (None, [FOCAL])
        with pytest.raises(ConflictError):
            agree(session, who(session, COLOMBIA), case, now=NOW)
        publish(session, who(session, FOCAL), case, now=NOW)
        assert case.post.state == "published"
        assert [one.action for one in history(session, "request", key)][-2:] == ["request.agreed", "request.published"]


def test_a_window_that_says_nothing_lets_it_pass_and_the_focal_point_has_its_days(colombia: Engine) -> None:
    with writing(colombia) as session:
        case = submitted(session)
        key, until = case.id, case.post.window_until
    assert until is not None

    do_duties(colombia, now=until - timedelta(minutes=1))
    with reading(colombia) as session:
        assert session.get_one(Request, key).window_until == until
    do_duties(colombia, now=until)
    with reading(colombia) as session:
        row = session.get_one(Request, key)
        ends = row.silence_ends_at
        assert (row.state, row.window_until) == ("submitted", None)
        assert history(session, "request", key)[-1].action == "request.unanswered"
    assert ends is not None
    assert ends - until >= timedelta(days=5)
    do_duties(colombia, now=ends)
    with reading(colombia) as session:
        assert session.get_one(Request, key).state == "published"


def test_a_window_objects_and_the_city_may_take_its_post_back(colombia: Engine) -> None:
    with writing(colombia) as session:
        case = submitted(session)
        object_to(session, who(session, COLOMBIA), case, Objected(Objection.TOO_VAGUE), now=NOW)
        assert (case.post.state, case.post.window_until) == ("draft", None)
        assert letters(session, "post-returned") == ["city.offers@example.org", CITY]

        submit(session, who(session, CITY), case, now=NOW)
        recall(session, who(session, CITY), case, now=NOW)
        assert (case.post.state, case.post.window_until) == ("draft", None)


def test_where_the_country_wants_to_be_informed_nobody_waits_for_its_window(colombia: Engine) -> None:
    with writing(colombia) as session:
        assert rule_of(session, who(session, CITY), "COL").part == WindowPart.ASKED
        with pytest.raises(ForbiddenError):
            set_rule(session, who(session, CITY), "COL", INFORMED, now=NOW)
        assert set_rule(session, who(session, COLOMBIA), "COL", INFORMED, now=NOW).set
        [event] = history(session, "country", "COL")
        assert (event.action, event.change, event.actor) == ("windowrule.set", {"part": [None, "informed"]}, COLOMBIA)
        case = submitted(session)
        key = case.id
        assert case.post.silence_ends_at is not None
        assert (letters(session, "post-window"), letters(session, "post-submitted")) == ([], [FOCAL])

    [told] = section(colombia, COLOMBIA, "territories")
    assert told["post"]["id"] == key
    assert "until" not in told
    assert section(colombia, COLOMBIA, "territories", now=NOW + timedelta(days=8)) == []


def test_nobody_is_asked_where_there_is_no_window_or_where_the_window_wrote_it_itself(colombia: Engine) -> None:
    with writing(colombia) as session:
        put(
            session,
            builders.organization("san-jose-cri", "CRI", kind="subnational-government"),
            builders.account("san.jose@example.org", organization="san-jose-cri"),
        )
        assert submitted(session, "san.jose@example.org").post.silence_ends_at is not None
        assert submitted(session, COLOMBIA, organization="medellin-col").post.silence_ends_at is not None
        assert letters(session, "post-window") == []


def test_a_trusted_city_asks_its_window_all_the_same(colombia: Engine) -> None:
    with writing(colombia) as session:
        put(session, builders.account("admin@example.org", "administrator"))
        set_trust(session, who(session, "admin@example.org"), "medellin-col", trusted=True, now=NOW)
        key = submitted(session).id
        for email in (CITY, "admin@example.org"):
            with pytest.raises(ForbiddenError):
                publish(session, who(session, email), find_case(session, who(session, email), Request, key), now=NOW)
        case = find_case(session, who(session, COLOMBIA), Request, key)
        agree(session, who(session, COLOMBIA), case, now=NOW)
        publish(session, who(session, CITY), find_case(session, who(session, CITY), Request, key), now=NOW)
        assert case.post.state == "published"


def test_the_office_of_a_city_is_not_the_window_of_its_country(colombia: Engine) -> None:
    with writing(colombia) as session:
        put(session, builders.request("req-apc", organization="apc-col", country="COL", state="submitted"))
        city, window = who(session, CITY), who(session, COLOMBIA)
        assert (city.window, window.window) == (None, "COL")
        with pytest.raises(ForbiddenError):
            create_draft(session, city, RequestDraft(text=TEXT, organization="apc-col"), now=NOW)

"""From draft to published: the focal point, silence, objections, trust and room."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from matcher.duties import do_duties
from matcher.editing import history
from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError, StaleEditError
from matcher.policy.posts import PostCase
from matcher.posting import limits
from matcher.posting.drafting import create_draft, delete_draft, edit_post
from matcher.posting.ending import close, redraft, renew, reopen, withdraw
from matcher.posting.objections import Objected, Objection
from matcher.posting.submitting import object_to, publish, publish_after_silence, recall, submit
from matcher.posting.trust import set_trust
from matcher.posting.visibility import find_case
from models.database import reading, writing
from models.letter import Letter
from models.offer import Offer, OfferDraft
from models.post import PostState, Visibility
from models.request import NeedMet, Request, RequestDraft, RequestUpdate
from tests import builders
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.posting.people import (
    ADMINISTRATOR,
    AGENCY,
    ANALYST,
    BRAZIL,
    COLOMBIA,
    FOCAL,
    FOCAL_OF_BRAZIL,
    MINISTRY,
    PROVIDER,
    actor,
)

TEXT = "Necesitamos medir la calidad del agua en quince municipios rurales antes de junio de 2027."
DUE = datetime(2026, 12, 1, tzinfo=UTC)
"""When silence is over for what is submitted in Mexico at NOW, a Monday."""


def drafted(session: Session, who: str = AGENCY, **fields: object) -> PostCase:
    """A new draft of a request."""
    return create_draft(session, actor(session, who), RequestDraft(text=TEXT, **fields), now=NOW)  # type: ignore[arg-type]


def letters(session: Session, kind: str) -> list[str]:
    """Who got a letter."""
    return sorted(one.account for one in session.exec(select(Letter).where(Letter.kind == kind)))


def test_a_draft_is_filled_in_and_belongs_to_who_wrote_it(world: Engine) -> None:
    with writing(world) as session:
        post = drafted(session).post

    assert (post.organization, post.country, post.state, post.language) == ("amexcid-mex", "MEX", "draft", "es")
    assert post.title == TEXT
    assert (post.visibility, post.posted_by, post.published_at) == (Visibility.MEMBERS, None, None)


def test_an_agency_posts_for_an_organization_of_its_country_and_keeps_seeing_it(world: Engine) -> None:
    with writing(world) as session:
        post = drafted(session, organization="conagua-mex").post

        assert (post.organization, post.posted_by) == ("conagua-mex", "amexcid-mex")
        assert find_case(session, actor(session, AGENCY), Request, post.id)
        assert find_case(session, actor(session, MINISTRY), Request, post.id)


@pytest.mark.parametrize(
    ("who", "fields"),
    [
        (AGENCY, {"organization": "sabesp-bra"}),
        (MINISTRY, {}),
        (PROVIDER, {"organization": "abc-bra"}),
        (FOCAL, {}),
        (ANALYST, {"organization": "amexcid-mex"}),
    ],
)
def test_nobody_posts_for_whom_he_does_not_speak(world: Engine, who: str, fields: dict[str, str]) -> None:
    with writing(world) as session, pytest.raises(ForbiddenError):
        drafted(session, who, **fields)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"country": "BRA"}, "country: 'amexcid-mex' is of MEX"),
        ({"territory": "BR-SP"}, "does not belong to MEX"),
        ({"with_countries": ["MEX"]}, "with_countries: MEX asks already"),
        ({"expires_on": NOW.date()}, "does not lie in the future"),
        ({"expires_on": date(2030, 1, 1)}, "lies too far ahead"),
        ({"preferred_provider": "sabesp"}, "preferred_provider: there is no organization 'sabesp'"),
        ({"organization": "nobody"}, "organization: there is no organization"),
        ({"answered_by": ["exc-none"]}, "answered_by: there is no exchange 'exc-none'"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(world: Engine, fields: dict[str, object], said: str) -> None:
    with writing(world) as session, pytest.raises(BadInputError, match=said):
        drafted(session, **fields)


def test_an_organization_is_known_by_its_name_too(world: Engine) -> None:
    with writing(world) as session:
        named = "Agencia Presidencial de Cooperacion Internacional"
        assert drafted(session, preferred_provider=named).post.preferred_provider == "apc-col"  # type: ignore[union-attr]


def test_silence_publishes_after_five_working_days_and_not_before(world: Engine) -> None:
    with writing(world) as session:
        case = drafted(session)
        submit(session, actor(session, AGENCY), case, now=NOW)
        assert case.post.silence_ends_at == DUE
        assert publish_after_silence(session, DUE - timedelta(seconds=1)) == 0
    done = do_duties(world, now=DUE)
    again = do_duties(world, now=DUE)

    with reading(world) as session:
        post = session.get_one(Request, case.id)
        trail = [one.action for one in history(session, "request", case.id)]
        told = letters(session, "post-submitted"), letters(session, "post-published")
    assert (done["posts published after silence"], again["posts published after silence"]) == (1, 0)
    assert (post.state, post.published_at) == (PostState.PUBLISHED, DUE)
    assert post.expires_on == DUE.date() + timedelta(days=365)
    assert trail == ["request.created", "request.submitted", "request.published"]
    assert told == ([FOCAL], [AGENCY])


def test_a_focal_point_publishes_at_once_where_it_looks_after_the_country(world: Engine) -> None:
    with writing(world) as session:
        case = drafted(session)
        submit(session, actor(session, AGENCY), case, now=NOW)
        with pytest.raises(NotFoundError):
            publish(session, actor(session, FOCAL_OF_BRAZIL), case, now=NOW)
        with pytest.raises(ForbiddenError):
            publish(session, actor(session, AGENCY), case, now=NOW)
        with pytest.raises(StaleEditError):
            publish(session, actor(session, FOCAL), case, version=1, now=NOW)
        publish(session, actor(session, FOCAL), case, version=case.post.version, now=NOW)

    assert (case.post.state, case.post.published_at) == ("published", NOW)


def test_an_objection_sends_the_post_back_with_its_reason_until_it_is_submitted_again(world: Engine) -> None:
    with writing(world) as session:
        case = drafted(session)
        submit(session, actor(session, AGENCY), case, now=NOW)
        with pytest.raises(BadInputError, match="note"):
            object_to(session, actor(session, FOCAL), case, Objected(Objection.OTHER), now=NOW)
        said = Objected(Objection.TOO_VAGUE, "¿Qué municipios?")
        object_to(session, actor(session, FOCAL), case, said, now=NOW)
        returned = (case.post.state, case.post.objection, case.post.objection_note)
        assert publish_after_silence(session, DUE + timedelta(days=30)) == 0
        submit(session, actor(session, AGENCY), case, now=NOW)

        assert letters(session, "post-returned") == [AGENCY]
        assert letters(session, "post-submitted") == [FOCAL, FOCAL]
    assert returned == ("draft", "too-vague", "¿Qué municipios?")
    assert (case.post.objection, case.post.objection_note) == (None, None)


def test_a_trusted_organization_and_an_administrator_publish_directly(world: Engine) -> None:
    with writing(world) as session:
        with pytest.raises(ForbiddenError):
            set_trust(session, actor(session, AGENCY), "amexcid-mex", trusted=True, now=NOW)
        set_trust(session, actor(session, ADMINISTRATOR), "amexcid-mex", trusted=True, now=NOW)
        own, theirs = drafted(session), drafted(session, COLOMBIA)
        publish(session, actor(session, AGENCY), own, now=NOW)
        with pytest.raises(ForbiddenError):
            publish(session, actor(session, COLOMBIA), theirs, now=NOW)
        publish(session, actor(session, ADMINISTRATOR), theirs, now=NOW)

        assert (own.post.state, theirs.post.state) == ("published", "published")
        assert letters(session, "post-submitted") == []


def test_a_joint_request_is_written_by_all_its_agencies_and_by_no_other(world: Engine) -> None:
    with writing(world) as session:
        case = drafted(session, with_countries=["COL"])
        update = RequestUpdate(text=f"{TEXT} También en Colombia.")
        edit_post(session, actor(session, COLOMBIA), case, update, version=case.post.version, now=NOW)
        with pytest.raises(NotFoundError):
            find_case(session, actor(session, BRAZIL), Request, case.id)

    assert case.post.text.endswith("Colombia.")


def test_an_edit_of_a_published_request_shows_with_old_and_new(world: Engine) -> None:
    later = NOW + timedelta(days=3)
    with writing(world) as session:
        case = find_case(session, actor(session, AGENCY), Request, "req-agua")
        before = case.post.version
        update = RequestUpdate(expected_outcome="Un plan", visibility=Visibility.PARTIES)
        change = edit_post(session, actor(session, AGENCY), case, update, version=before, now=later)
        nothing = edit_post(session, actor(session, AGENCY), case, update, version=case.post.version, now=later)
        with pytest.raises(StaleEditError):
            edit_post(session, actor(session, AGENCY), case, update, version=before, now=later)

    assert change == {"expected_outcome": [None, "Un plan"], "visibility": ["public", "parties"]}
    assert nothing == {}
    assert case.post.revised_at == later


def test_what_says_nothing_new_to_readers_is_no_revision(world: Engine) -> None:
    with writing(world) as session:
        case = find_case(session, actor(session, AGENCY), Request, "req-agua")
        update = RequestUpdate(visibility=Visibility.MEMBERS)
        edit_post(session, actor(session, AGENCY), case, update, version=case.post.version, now=NOW)

    assert case.post.revised_at is None


def test_a_submitted_post_is_taken_back_before_it_is_edited(world: Engine) -> None:
    with writing(world) as session:
        case, me = drafted(session), actor(session, AGENCY)
        submit(session, me, case, now=NOW)
        with pytest.raises(ConflictError, match="is submitted"):
            edit_post(session, me, case, RequestUpdate(title="Otro"), version=case.post.version, now=NOW)
        recall(session, me, case, now=NOW)
        edit_post(session, me, case, RequestUpdate(title="Otro"), version=case.post.version, now=NOW)

    assert (case.post.state, case.post.title, case.post.silence_ends_at) == ("draft", "Otro", None)


def test_a_draft_is_deleted_and_what_was_submitted_is_withdrawn(world: Engine) -> None:
    with writing(world) as session:
        me, draft, submitted = actor(session, AGENCY), drafted(session), drafted(session)
        submit(session, me, submitted, now=NOW)
        with pytest.raises(ConflictError):
            delete_draft(session, me, submitted, version=submitted.post.version, now=NOW)
        delete_draft(session, me, draft, version=draft.post.version, now=NOW)
        withdraw(session, me, submitted, now=NOW)
        assert publish_after_silence(session, DUE) == 0
        redraft(session, me, submitted, now=NOW)

        assert session.get(Request, draft.id) is None
        assert [one.action for one in history(session, "request", draft.id)] == ["request.created", "request.deleted"]
    assert submitted.post.state == "draft"


def test_a_request_is_closed_with_an_answer_and_opened_again(world: Engine) -> None:
    with writing(world) as session:
        me = actor(session, AGENCY)
        case = find_case(session, me, Request, "req-agua")
        with pytest.raises(BadInputError, match="need_met"):
            close(session, me, case, now=NOW)
        close(session, me, case, NeedMet.PARTLY, now=NOW)
        closed = (case.post.state, case.post.need_met, case.post.closed_at)  # type: ignore[union-attr]
        with pytest.raises(ConflictError):
            close(session, me, case, NeedMet.YES, now=NOW)
        reopen(session, me, case, now=NOW)

    assert closed == ("closed", "partly", NOW)
    assert (case.post.state, case.post.need_met) == ("published", None)  # type: ignore[union-attr]


def test_an_expired_offer_lives_twelve_more_months_once_renewed(world: Engine) -> None:
    with writing(world) as session:
        session.get_one(Offer, "off-agua").expires_on = NOW.date() - timedelta(days=10)
        me = actor(session, PROVIDER)
        case = find_case(session, me, Offer, "off-agua")
        assert not case.post.is_live(NOW.date())
        with pytest.raises(BadInputError, match="too far"):
            renew(session, me, case, NOW.date() + timedelta(days=366), now=NOW)
        renew(session, me, case, now=NOW)

    assert case.post.expires_on == NOW.date() + timedelta(days=365)
    assert case.post.is_live(NOW.date() + timedelta(days=365))


def test_a_request_is_renewed_to_its_own_day(world: Engine) -> None:
    with writing(world) as session:
        me = actor(session, AGENCY)
        case = find_case(session, me, Request, "req-agua")
        renew(session, me, case, date(2028, 6, 30), now=NOW)

    assert case.post.expires_on == date(2028, 6, 30)


def test_an_organization_has_room_for_two_hundred_live_posts(world: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_LIVE", 3)
    with writing(world) as session:
        put(session, builders.request("old", expires_on=NOW.date() - timedelta(days=1)), builders.request("live"))
        me = actor(session, AGENCY)
        first, second = drafted(session), drafted(session)
        submit(session, me, first, now=NOW)
        with pytest.raises(ConflictError, match="has 3 requests"):
            submit(session, me, second, now=NOW)
        with pytest.raises(ConflictError):
            renew(session, me, find_case(session, me, Request, "old"), now=NOW)

    assert limits.MOST_DRAFTS == 200


def test_a_provider_offers_and_an_offer_expires_within_twelve_months(world: Engine) -> None:
    with writing(world) as session:
        me = actor(session, PROVIDER)
        case = create_draft(session, me, OfferDraft(text="Oferecemos visitas às nossas estações."), now=NOW)
        publish(session, actor(session, ADMINISTRATOR), case, now=NOW)

    assert (case.post.language, case.post.visibility) == ("pt", Visibility.PUBLIC)
    assert case.post.expires_on == NOW.date() + timedelta(days=365)


def test_a_known_identifier_is_not_taken_twice(world: Engine) -> None:
    with writing(world) as session:
        with pytest.raises(ConflictError, match="'req-agua' is taken"):
            drafted(session, id="req-agua")
        assert drafted(session, id="req-mine").id == "req-mine"

"""Who may do what with a post, as tables."""

import pytest

from matcher.policy.actor import Actor
from matcher.policy.posts import IN_STATE, RULES, NewPost, PostAction, PostCase
from models.account import Role
from models.post import PostState, Visibility
from tests import builders
from tests.builders import POSTED
from tests.matcher.policy.cast import ALWAYS, TRUSTED, Cast, focal_point, somebody, who_may

A = PostAction
CAST: Cast = ALWAYS | {
    "author": somebody(Role.PROVIDER, "conagua-mex", "MEX"),
    "its analyst": somebody(Role.ANALYST, "conagua-mex", "MEX"),
    "writer for it": somebody(Role.AGENCY, "oei", None),
    "window": somebody(Role.AGENCY, "amexcid-mex", "MEX"),
    "joined window": somebody(Role.AGENCY, "segeplan-gtm", "GTM"),
    "neighbour": somebody(Role.PROVIDER, "unam-mex", "MEX"),
    "focal point of it": focal_point("MEX"),
    "focal point of the joined": focal_point("GTM"),
}
OWNERS = TRUSTED | {"author", "writer for it"}
REVIEWERS = TRUSTED | {"focal point", "focal point of it"}
JOINT_OWNERS = OWNERS | {"window", "joined window"}
OF_OWNERS = (A.EDIT, A.DELETE, A.SUBMIT, A.RECALL, A.WITHDRAW, A.REDRAFT, A.CLOSE, A.REOPEN, A.RENEW)


def case(state: PostState = PostState.PUBLISHED, *joined: str, trusted: bool = False, **fields: object) -> PostCase:
    plain = {"organization": "conagua-mex", "posted_by": "oei", "with_countries": list(joined), "state": str(state)}
    partners = frozenset({"agci-chl", "university-chl"})
    return PostCase(builders.request(**plain | fields), partners, trusted=trusted)


@pytest.mark.parametrize("action", OF_OWNERS)
def test_owners_do_what_owners_do(action: PostAction) -> None:
    assert who_may(CAST, action, case()) == OWNERS
    assert who_may(CAST, action, case(PostState.PUBLISHED, "GTM")) == JOINT_OWNERS


def test_an_offer_has_no_joined_countries() -> None:
    offer = PostCase(builders.offer(organization="conagua-mex", country="MEX"))

    assert (offer.noun, offer.countries) == ("offer", ("MEX",))
    assert who_may(CAST, A.EDIT, offer) == TRUSTED | {"author"}


def test_a_request_of_several_countries_names_the_first_one_first() -> None:
    assert case(PostState.DRAFT, "GTM", "HND").countries == ("MEX", "GTM", "HND")
    assert (case().noun, case().id) == ("request", "req-1")


@pytest.mark.parametrize("action", [A.PUBLISH, A.OBJECT])
def test_focal_points_of_its_countries_review(action: PostAction) -> None:
    assert who_may(CAST, action, case()) == REVIEWERS
    assert who_may(CAST, action, case(PostState.SUBMITTED, "GTM")) == REVIEWERS | {"focal point of the joined"}


def test_owners_publish_by_themselves_where_their_organization_is_trusted() -> None:
    assert who_may(CAST, A.PUBLISH_OWN, case(trusted=True)) == OWNERS
    assert who_may(CAST, A.PUBLISH_OWN, case()) == TRUSTED


@pytest.mark.parametrize("state", PostState)
def test_where_the_window_is_asked_first_nobody_publishes_before_it_has_spoken(state: PostState) -> None:
    """It has where a submitted post no longer waits for its day."""
    asked = PostCase(case(state, window_until=POSTED).post, trusted=True, window_first=True)
    spoken = PostCase(case(state, window_until=None).post, trusted=True, window_first=True)
    heard = state == PostState.SUBMITTED

    for action, may in ((A.PUBLISH, REVIEWERS), (A.PUBLISH_OWN, OWNERS)):
        assert who_may(CAST, action, asked) == {"clock"}
        assert who_may(CAST, action, spoken) == (may if heard else {"clock"})


def test_no_window_is_asked_and_no_organization_trusted_unless_it_is_said() -> None:
    plain = PostCase(case(PostState.DRAFT).post)

    assert who_may(CAST, A.PUBLISH, plain) == REVIEWERS
    assert who_may(CAST, A.PUBLISH_OWN, plain) == TRUSTED


def test_the_window_of_its_country_agrees_and_that_of_a_joined_one_does_not() -> None:
    assert who_may(CAST, A.AGREE, case(PostState.SUBMITTED, "GTM")) == TRUSTED | {"window"}


def test_a_draft_is_seen_by_its_owners_and_from_its_submission_on_by_those_who_review_it() -> None:
    seen = {state: who_may(CAST, A.SEE_INSIDE, case(state)) for state in PostState}

    assert seen.pop(PostState.DRAFT) == OWNERS
    assert set(map(frozenset, seen.values())) == {frozenset(OWNERS | REVIEWERS | {"window"})}


INSIDE = OWNERS | REVIEWERS | {"window"}


@pytest.mark.parametrize(
    ("state", "visibility", "seen_by"),
    [
        (PostState.DRAFT, Visibility.PUBLIC, OWNERS),
        (PostState.SUBMITTED, Visibility.PUBLIC, INSIDE),
        (PostState.PUBLISHED, Visibility.PUBLIC, set(CAST)),
        (PostState.PUBLISHED, Visibility.MEMBERS, set(CAST) - {"public"}),
        (PostState.PUBLISHED, Visibility.PARTIES, INSIDE | {"stranger"}),
        (PostState.CLOSED, Visibility.PUBLIC, INSIDE | {"stranger"}),
        (PostState.WITHDRAWN, Visibility.PUBLIC, INSIDE),
    ],
)
def test_a_post_is_seen_by_whom_state_and_visibility_admit_and_partners(
    state: PostState, visibility: Visibility, seen_by: set[str]
) -> None:
    assert who_may(CAST, A.SEE, case(state, visibility=visibility.value)) == seen_by


AUTHORS = {"author", "writer for it", "window", "joined window", "neighbour", "stranger"}


def test_who_posts_imports_posts_and_administrators_grant_trust() -> None:
    assert who_may(CAST, A.IMPORT) == TRUSTED | AUTHORS
    assert who_may(CAST, A.TRUST) == TRUSTED


@pytest.mark.parametrize(
    ("actor", "organization", "country", "asks", "offers"),
    [
        (CAST["author"], "conagua-mex", "MEX", False, True),
        (CAST["author"], "unam-mex", "MEX", False, False),
        (CAST["window"], "amexcid-mex", "MEX", True, True),
        (CAST["window"], "unam-mex", "MEX", True, True),
        (CAST["window"], "ana-bra", "BRA", False, False),
        (CAST["writer for it"], "oei", None, True, True),
        (CAST["writer for it"], "paho", None, False, False),
        (CAST["its analyst"], "conagua-mex", "MEX", False, False),
        (CAST["focal point of it"], "secretariat", "MEX", False, False),
        (CAST["administrator"], "conagua-mex", "MEX", True, True),
        (CAST["public"], "conagua-mex", "MEX", False, False),
    ],
)
def test_who_writes_for_which_organization(
    actor: Actor, organization: str, country: str | None, *, asks: bool, offers: bool
) -> None:
    news = [NewPost(asks=ask, organization=organization, country=country) for ask in (True, False)]

    assert [RULES[A.CREATE].holds(actor, new) for new in news] == [asks, offers]


def test_every_action_has_its_rule_and_only_actions_on_a_post_have_states() -> None:
    assert set(RULES) == set(A)
    assert set(A) - set(IN_STATE) == {A.SEE, A.SEE_INSIDE, A.CREATE, A.IMPORT, A.TRUST}

"""What can be done with a post is what the policy allows and its state takes."""

import pytest

from matcher.errors import ConflictError, ForbiddenError, NotFoundError, StaleEditError
from matcher.policy.posts import IN_STATE, PostAction, PostCase
from matcher.posting.moving import actions_now, begin, demand_now
from models.account import Role
from models.post import PostState
from tests import builders
from tests.conftest import NOW
from tests.matcher.policy.cast import focal_point, somebody

A, S = PostAction, PostState
OWNER = somebody(Role.AGENCY, "amexcid-mex", "MEX")
STRANGER = somebody(Role.AGENCY, "agci-chl", "CHL")
OWNERS = {
    S.DRAFT: [A.EDIT, A.DELETE, A.SUBMIT, A.WITHDRAW],
    S.SUBMITTED: [A.RECALL, A.WITHDRAW],
    S.PUBLISHED: [A.EDIT, A.WITHDRAW, A.CLOSE, A.RENEW],
    S.WITHDRAWN: [A.REDRAFT],
    S.CLOSED: [A.REOPEN],
}
REVIEWERS = {S.SUBMITTED: [A.PUBLISH, A.OBJECT]}


def case(state: PostState, **fields: object) -> PostCase:
    return PostCase(builders.request(state=state, version=3, **fields))


@pytest.mark.parametrize("state", PostState)
def test_what_can_be_done_in_a_state(state: PostState) -> None:
    assert actions_now(OWNER, case(state)) == OWNERS[state]
    assert actions_now(focal_point("MEX"), case(state)) == REVIEWERS.get(state, [])
    assert actions_now(STRANGER, case(state)) == []


@pytest.mark.parametrize("action", IN_STATE)
def test_an_action_is_taken_in_its_states_alone(action: PostAction) -> None:
    administrator = somebody(Role.ADMINISTRATOR)
    for state in PostState:
        if state in IN_STATE[action]:
            demand_now(administrator, action, case(state, window_until=NOW))
            continue
        with pytest.raises(ConflictError, match=f"'req-1' is {state}"):
            demand_now(administrator, action, case(state))


def test_a_refusal_names_what_was_wanted() -> None:
    published = PostCase(builders.request(state=S.DRAFT), trusted=True)
    published.post.state = S.WITHDRAWN

    with pytest.raises(ConflictError, match="the request 'req-1' is withdrawn: it does not take 'publish own' now"):
        demand_now(OWNER, A.PUBLISH_OWN, published)


def test_who_may_not_is_told_so_before_the_state_is() -> None:
    with pytest.raises(ForbiddenError):
        demand_now(STRANGER, A.SUBMIT, case(S.PUBLISHED))
    with pytest.raises(NotFoundError):
        demand_now(STRANGER, A.SUBMIT, case(S.DRAFT))


def test_a_move_begins_from_the_version_that_was_read_where_one_is_named() -> None:
    begin(OWNER, A.SUBMIT, case(S.DRAFT), 3)
    begin(OWNER, A.SUBMIT, case(S.DRAFT), None)
    for wrong in (2, 4):
        with pytest.raises(StaleEditError):
            begin(OWNER, A.SUBMIT, case(S.DRAFT), wrong)
    with pytest.raises(ConflictError):
        begin(OWNER, A.SUBMIT, case(S.PUBLISHED), None)

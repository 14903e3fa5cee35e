"""Who may do what in a network and with what is asked in it, as tables."""

from datetime import timedelta

import pytest

from matcher.policy.communities import RULES, CommunityAction, ContributionAction, Remark
from models.account import Role
from models.membership import Circle
from tests import builders
from tests.builders import POSTED
from tests.matcher.policy.cast import ALWAYS, TRUSTED, Cast, as_told, focal_point, somebody, who_may

N, R = CommunityAction, ContributionAction
CAST: Cast = ALWAYS | {
    "owner": somebody(Role.PROVIDER, "segib"),
    "coordinator": somebody(Role.AGENCY, "inta-cri", "CRI"),
    "secretariat": somebody(Role.FOCAL_POINT, "cepal", covers=frozenset({"CUB"})),
    "owner's analyst": somebody(Role.ANALYST, "segib"),
    "member": somebody(Role.PROVIDER, "conagua-mex", "MEX"),
    "author": somebody(Role.AGENCY, "conagua-mex", "MEX"),
    "member's focal point": somebody(Role.FOCAL_POINT, "conagua-mex", covers=frozenset({"CUB"})),
    "member's analyst": somebody(Role.ANALYST, "conagua-mex", "MEX"),
    "agency of a member's country": somebody(Role.AGENCY, "amexcid-mex", "MEX"),
    "agency of a country": somebody(Role.AGENCY, "abc-bra", "BRA"),
    "city of that country": somebody(Role.AGENCY, "recife-bra", "BRA", territorial=True),
    "provider of that country": somebody(Role.PROVIDER, "usp-bra", "BRA"),
    "of no organization": somebody(Role.PROVIDER),
    "focal point of a member": focal_point("MEX"),
    "focal point of a country": focal_point("BRA"),
}
STEWARDS = {"owner", "coordinator", "secretariat"}
MODERATORS = TRUSTED | STEWARDS | {"focal point", "focal point of a member", "focal point of a country"}
MEMBERS = {"member", "author", "member's focal point", "agency of a country"}
INSIDE = MODERATORS | MEMBERS
HALF_AN_HOUR = timedelta(minutes=30)


def circle(readers: str = "members", **fields: object) -> Circle:
    """An organization of Mexico and Brazil as such are members."""
    row = builders.community(readers=readers, coordinator="inta-cri", secretariat="cepal", **fields)
    members = [builders.member(organization="conagua-mex", country="MEX"), builders.member(country="BRA")]
    return Circle(row, members)


def remark(
    readers: str = "members", *, answers: str | None = None, after: timedelta = HALF_AN_HOUR, **fields: bool
) -> Remark:
    """What Mexico's agency has asked, some time after it was asked."""
    asked = builders.question(account=as_told(CAST["author"].email), question=answers)
    return Remark(asked, circle(readers), POSTED + after, **fields)


MAY = {
    N.SEE: set(CAST),
    N.CREATE: TRUSTED,
    N.EDIT: MODERATORS,
    N.APPOINT: TRUSTED,
    N.ARCHIVE: TRUSTED | STEWARDS,
    N.READ: INSIDE,
    N.ASK: INSIDE,
    R.SEE: INSIDE,
    R.ANSWER: INSIDE,
    R.EDIT: {"author", "clock"},
    R.REPORT: INSIDE - {"author"},
    R.MODERATE: MODERATORS,
}


@pytest.mark.parametrize("action", N)
def test_who_may_do_what_with_a_network(action: CommunityAction) -> None:
    assert who_may(CAST, action, circle()) == MAY[action]


@pytest.mark.parametrize("action", R)
def test_who_may_do_what_with_a_question(action: ContributionAction) -> None:
    assert who_may(CAST, action, remark()) == MAY[action]


def test_what_is_public_is_read_by_everybody_and_asked_by_members() -> None:
    assert who_may(CAST, N.READ, circle("public")) == set(CAST)
    assert who_may(CAST, R.SEE, remark("public")) == set(CAST)
    assert who_may(CAST, N.ASK, circle("public")) == INSIDE
    assert who_may(CAST, R.ANSWER, remark("public")) == INSIDE
    assert who_may(CAST, R.REPORT, remark("public")) == INSIDE - {"author"}


def test_what_is_hidden_is_seen_by_who_moderates_and_its_author() -> None:
    for readers in ("members", "public"):
        assert who_may(CAST, R.SEE, remark(readers, hidden=True)) == MODERATORS | {"author"}
        assert who_may(CAST, R.MODERATE, remark(readers, hidden=True)) == MODERATORS


@pytest.mark.parametrize("action", [R.ANSWER, R.EDIT, R.REPORT])
def test_what_is_hidden_is_neither_answered_nor_changed_nor_reported_again(action: ContributionAction) -> None:
    assert who_may(CAST, action, remark(hidden=True)) == {"clock"}


def test_a_closed_question_takes_no_more_answers_and_may_still_be_reported() -> None:
    assert who_may(CAST, R.ANSWER, remark(closed=True)) == {"clock"}
    assert who_may(CAST, R.REPORT, remark(closed=True)) == MAY[R.REPORT]
    assert who_may(CAST, R.EDIT, remark(closed=True)) == MAY[R.EDIT]


def test_an_answer_is_not_answered_and_otherwise_is_as_a_question() -> None:
    assert who_may(CAST, R.ANSWER, remark(answers="con-0")) == {"clock"}
    for action in (R.SEE, R.EDIT, R.REPORT, R.MODERATE):
        assert who_may(CAST, action, remark(answers="con-0")) == MAY[action]


def test_half_an_hour_is_the_time_to_edit() -> None:
    assert who_may(CAST, R.EDIT, remark(after=timedelta(0))) == {"author", "clock"}
    assert who_may(CAST, R.EDIT, remark(after=HALF_AN_HOUR + timedelta(seconds=1))) == {"clock"}


def test_an_author_whose_organization_has_left_keeps_sight_of_what_is_hidden_alone() -> None:
    left = Circle(builders.community(readers="public"), [])
    asked = builders.question(account=as_told(CAST["author"].email))
    seen = who_may(CAST, R.SEE, Remark(asked, left, POSTED, hidden=True))

    assert "author" in seen
    assert "author" not in who_may(CAST, R.EDIT, Remark(asked, left, POSTED))


def test_an_archived_network_takes_no_questions_or_answers_and_is_still_read() -> None:
    over = circle(archived_at=POSTED)
    asked = Remark(builders.question(), over, POSTED)

    assert who_may(CAST, N.ASK, over) == {"clock"}
    assert who_may(CAST, R.ANSWER, asked) == {"clock"}
    assert who_may(CAST, N.READ, over) == INSIDE
    assert who_may(CAST, N.EDIT, over) == MODERATORS


def test_a_question_is_named_as_what_it_is() -> None:
    plain = Remark(builders.question("con-7"), circle(), POSTED)

    assert (plain.id, plain.noun) == ("con-7", "contribution")
    assert "author" in who_may(CAST, R.ANSWER, plain)


def test_every_action_is_asked_about() -> None:
    assert set(RULES) == set(N) | set(R) == set(MAY)

"""Who may do what with organizations, webhooks, needs, mail and the service itself, as tables."""

from collections.abc import Iterable
from enum import StrEnum

import pytest

from matcher.policy.mails import RULES as OF_MAILS
from matcher.policy.mails import MailAction
from matcher.policy.needs import RULES as OF_NEEDS
from matcher.policy.needs import NeedAction
from matcher.policy.services import RULES as OF_SERVICES
from matcher.policy.services import ServiceAction
from models.account import Role
from models.webhook import Webhook
from tests import builders
from tests.builders import POSTED
from tests.matcher.policy.cast import ALWAYS, TRUSTED, Cast, focal_point, somebody, who_may

S, N, M = ServiceAction, NeedAction, MailAction
CAST: Cast = ALWAYS | {
    "member": somebody(Role.PROVIDER, "conagua-mex", "MEX"),
    "its analyst": somebody(Role.ANALYST, "conagua-mex", "MEX"),
    "its agency": somebody(Role.AGENCY, "conagua-mex", None),
    "window": somebody(Role.AGENCY, "amexcid-mex", "MEX"),
    "focal point of it": focal_point("MEX"),
}
FOCAL = {"focal point", "focal point elsewhere", "focal point of it"}
OF_MEXICO = {"focal point", "focal point of it"}
EVERYBODY = set(CAST)
MAY: dict[StrEnum, set[str]] = {
    S.SEE_ORGANIZATION: EVERYBODY,
    S.SEE_CONTACT: TRUSTED | OF_MEXICO | {"member", "its agency", "its analyst"},
    S.SEE_ORGANIZATION_HISTORY: TRUSTED | OF_MEXICO | {"member", "its agency", "its analyst"},
    S.CREATE_ORGANIZATION: TRUSTED | FOCAL,
    S.EDIT_ORGANIZATION: TRUSTED | {"member", "its agency"},
    S.CLASSIFY_ORGANIZATION: TRUSTED,
    S.MERGE_ORGANIZATION: TRUSTED,
    S.SEE_MECHANISM: EVERYBODY,
    S.SEE_CALL: EVERYBODY,
    S.SEE_COUNTRY: EVERYBODY,
    S.SEE_NETWORK: EVERYBODY,
    S.SEE_DEMAND: TRUSTED | FOCAL | {"analyst", "its analyst"},
    S.SEE_REPORT: EVERYBODY,
    S.SEE_FEED: EVERYBODY,
    S.SEE_EVENTS: EVERYBODY,
    S.CREATE_WEBHOOK: TRUSTED | FOCAL | {"stranger", "member", "its agency", "window"},
    S.SEE_ADDRESSES: TRUSTED,
    S.REPORT_BOUNCE: TRUSTED,
    S.SEE_ADMINISTRATION: TRUSTED,
    S.SEE_TRAIL: TRUSTED,
    S.SEE_WEIGHTS: TRUSTED,
    S.DECIDE_WEIGHTS: TRUSTED,
}
OF_WEBHOOKS = (S.SEE_WEBHOOK, S.EDIT_WEBHOOK)


def _ids(actions: Iterable[StrEnum]) -> list[str]:
    return [action.value for action in actions]


@pytest.mark.parametrize("action", MAY, ids=_ids(MAY))
def test_who_may_do_what_with_an_organization_and_the_service(action: StrEnum) -> None:
    assert who_may(CAST, action, builders.organization("conagua-mex", "MEX")) == MAY[action]


@pytest.mark.parametrize("action", OF_WEBHOOKS)
def test_a_webhook_is_its_makers_own(action: ServiceAction) -> None:
    made_by = {
        "account": f"{Role.PROVIDER}@conagua-mex.org",
        "url": "https://x.example",
        "events": [],
        "created_at": POSTED,
    }
    nobodys = Webhook(id="hok-2", sealed_secret="s", **made_by | {"account": "gone@example.org"})

    assert who_may(CAST, action, Webhook(id="hok-1", sealed_secret="s", **made_by)) == TRUSTED | {"member"}
    assert who_may(CAST, action, nobodys) == TRUSTED


def test_a_need_is_answered_by_those_who_asked_and_followed_by_those_who_look_after_them() -> None:
    request = builders.request(organization="conagua-mex")
    asked = {"clock", "member", "its agency", "window"}

    assert who_may(CAST, N.ANSWER, request) == asked
    assert who_may(CAST, N.SEE, request) == asked | TRUSTED | OF_MEXICO


@pytest.mark.parametrize("action", MailAction)
def test_administrators_alone_see_to_the_mail(action: MailAction) -> None:
    assert who_may(CAST, action) == TRUSTED


def test_every_action_is_asked_about() -> None:
    assert set(OF_SERVICES) == set(S) == set(MAY) | set(OF_WEBHOOKS)
    assert set(OF_NEEDS) == set(N)
    assert set(OF_MAILS) == set(M)

"""Who may do what with digests, their deliveries and what holds them back."""

from enum import StrEnum

from matcher.policy.permission import Permission, Rules, administrators
from models.api_token import Scope


class MailAction(StrEnum):
    """What can be done."""

    LIST_DIGESTS = "digest.list"
    SEE_DIGEST = "digest.see"
    TEST_DIGEST = "digest.test"
    LIST_DELIVERIES = "delivery.list"
    SEE_DELIVERY = "delivery.see"
    SETTLE_DELIVERY = "delivery.settle"
    SEE_SCHEDULE = "schedule.see"
    CHANGE_SCHEDULE = "schedule.change"


RULES: Rules = {action: Permission(Scope.ADMINISTER, administrators) for action in MailAction}

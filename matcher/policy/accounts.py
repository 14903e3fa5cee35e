"""Who may do what with accounts."""

from enum import StrEnum

from matcher.policy.permission import Rules


class AccountAction(StrEnum):
    """What can be done."""


RULES: Rules = {}

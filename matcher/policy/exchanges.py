"""Who may do what with exchanges."""

from enum import StrEnum

from matcher.policy.permission import Rules


class ExchangeAction(StrEnum):
    """What can be done."""


RULES: Rules = {}

"""Who may do what with services."""

from enum import StrEnum

from matcher.policy.permission import Rules


class ServiceAction(StrEnum):
    """What can be done."""


RULES: Rules = {}

"""Who may do what with matches."""

from enum import StrEnum

from matcher.policy.permission import Rules


class MatchAction(StrEnum):
    """What can be done."""


RULES: Rules = {}

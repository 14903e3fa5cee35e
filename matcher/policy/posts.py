"""Who may do what with requests and offers."""

from enum import StrEnum

from matcher.policy.permission import Rules


class PostAction(StrEnum):
    """What can be done with a post."""


RULES: Rules = {}

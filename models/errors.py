"""What does not fit a record, said to the person who gave it."""

from collections.abc import Iterable

from locales.messages import Message, ToldError


class UnfitError(ToldError, ValueError):
    """A value that no record takes: a validator raises it, and what it says is told in the reader's language."""


def did_you_mean(near: Iterable[str]) -> Message:
    """What follows the naming of something unknown: those that are nearest to it; nothing where none is near."""
    names = ", ".join(repr(one) for one in near)
    return Message("; did you mean {names}?", names=names) if names else Message("")

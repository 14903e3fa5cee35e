"""What can go wrong in the service, said to the person who asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from locales.messages import Message, ToldError


@dataclass(frozen=True)
class Fault:
    """What is wrong with one of several things."""

    place: Message
    detail: Message


class SursurError(ToldError):
    """An error whose message is for the user: what, where and what to do. `told` says it in the reader's language.

    `status` is its HTTP status, `exit_code` that of a command which it ends. `faults` names what is wrong with each of
    several things, where that was asked.
    """

    status = 400
    exit_code = 2
    title = "The request cannot be carried out"
    faults: Sequence[Fault] = ()

    @property
    def headers(self) -> dict[str, str]:
        """What an HTTP answer says beside the problem."""
        return {}

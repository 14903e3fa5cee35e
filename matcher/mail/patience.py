"""How long a mail server may take."""

from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True)
class Patience:
    """In seconds: for a connection or a reply (`step`), for the reply after the content (`last`), during which the mail
    is in doubt, and for one mail in all (`whole`), which is less than a claim lasts."""

    step: float = 30
    last: float = 180
    whole: float = 300


class Deadline:
    """When a mail must be done, however slowly its server drips."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self, step: float) -> float:
        """How long to wait for the next step, in seconds. Raises TimeoutError where no time is left."""
        left = min(step, self._end - monotonic())
        if left <= 0:
            raise TimeoutError("the mail server took too long")
        return left

    def shortened(self, step: float) -> "Deadline":
        """A deadline for one step, not after this one."""
        return Deadline(self.left(step))

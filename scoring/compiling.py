"""Compiles inner loops when they first run, and keeps the code on disk where that can be done.

A loop whose code cannot be kept or read, because a disk is full, no folder can be written or a file was cut, runs all
the same: it is compiled anew.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from pickle import UnpicklingError  # the exception alone; numba reads its own code  # nosec B403
from typing import Any, Literal, TypeVar

from numba import njit
from numba.core.caching import FunctionCache
from numba.core.dispatcher import Dispatcher

Loop = TypeVar("Loop", bound=Callable[..., Any])
LOST = (OSError, EOFError, UnpicklingError)
"""What reading or writing kept code raises where it is not there, cannot be written or was cut."""
log = logging.getLogger(__name__)


def compiled(*, inline: Literal["never", "always"] = "never") -> Callable[[Loop], "Dispatcher[Loop]"]:
    """Makes a function of numbers and arrays one that runs compiled, beside other threads."""

    def compiling(function: Loop) -> "Dispatcher[Loop]":
        loop = njit(nogil=True, inline=inline)(function)
        try:
            # as `cache=True` does, but that a full disk is borne
            loop._cache = _Code(function)  # type: ignore[attr-defined, no-untyped-call]
        except (OSError, RuntimeError) as error:  # numba found no folder in which it may write
            _tell(error)
        return loop

    return compiling


class _Code(FunctionCache):
    def load_overload(self, signature: Any, context: Any) -> Any:  # noqa: ANN401
        """What was kept, if it can be read."""
        try:
            return super().load_overload(signature, context)  # type: ignore[no-untyped-call]
        except LOST as error:
            _tell(error)
            with suppress(OSError):
                self.flush()  # type: ignore[no-untyped-call]  # what was cut is not read again
            return None

    def save_overload(self, signature: Any, code: Any) -> None:  # noqa: ANN401
        """Keeps what was compiled, if it can be kept."""
        try:
            super().save_overload(signature, code)  # type: ignore[no-untyped-call]
        except LOST as error:
            _tell(error)


def _tell(error: Exception) -> None:
    told = f"{type(error).__name__}: {error}"
    log.warning("compiled code cannot be kept and is made anew (%s)", told, extra={"action": "code.unkept"})

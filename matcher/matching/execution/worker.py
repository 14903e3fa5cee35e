"""What runs in a worker process of this machine."""

import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from ctypes import c_byte
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from matcher.matching.execution.chunk import Task, packed_rankings
from matcher.matching.execution.handover import taken_over
from scoring import Index, Model, Request


@dataclass(frozen=True)
class _Duty:
    """What a worker process holds from its start; `stop` turns to 1 when it is to leave what it has in hand."""

    task: Task
    stop: c_byte


_duties: list[_Duty] = []


def begin(index: Index | Path, model: Model, depth: int, stop: c_byte) -> None:
    """Prepares this process for its chunks; it ends when its parent does, however that comes about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _duties[:] = [_Duty(Task(taken_over(index), model, depth), stop)]


def rank_in_worker(requests: Iterable[Request]) -> bytes:
    """The packed rankings of a chunk. Raises CancelledError where the run was stopped in the middle."""
    duty = _duties[0]
    return packed_rankings(duty.task, _until(duty.stop, requests))


def _until(stop: c_byte, requests: Iterable[Request]) -> Iterator[Request]:
    for one in requests:
        if stop.value:
            raise CancelledError
        yield one


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)

"""The same work for every executor."""

import pytest

from matcher.matching.execution.executor import InProcess
from tests.matcher.matching.execution.work import Work, work


@pytest.fixture(scope="package")
def some_work() -> Work:
    """Thirty requests in six chunks."""
    return work()


@pytest.fixture(scope="package")
def in_process(some_work: Work) -> dict[str, bytes]:
    """What this process makes of them."""
    return some_work.done_by(InProcess())

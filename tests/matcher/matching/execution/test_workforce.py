"""Who ranks where nobody says."""

import pytest
from joblib import cpu_count

from matcher.matching.execution.executor import Executor, InProcess
from matcher.matching.execution.pool import LocalPool
from matcher.matching.execution.workforce import FEW, Workforce

ALL = InProcess() if cpu_count() == 1 else LocalPool(cpu_count())


@pytest.mark.parametrize(
    ("workers", "requests", "expected"),
    [
        (0, 1, InProcess()),
        (0, FEW, InProcess()),
        (0, FEW + 1, ALL),
        (1, 10_000, InProcess()),
        (3, 1, LocalPool(3)),
    ],
)
def test_few_requests_are_not_worth_a_process_unless_somebody_says_so(
    workers: int, requests: int, expected: Executor
) -> None:
    assert Workforce(workers).executor(requests) == expected

"""Nobody waits for the first chart of a process, nor for its collector."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.warming import collect_seldom

PAGES = 80
HOME = Path(__file__).parents[2]
MEASURED = """
from time import process_time
from api.warming import draw
times = []
for _ in range(2):
    begun = process_time()
    assert draw().startswith("<svg")
    times.append(process_time() - begun)
print(times[0] / times[1])
"""


def test_what_draws_is_ready_after_one_chart() -> None:
    words = [sys.executable, "-c", MEASURED]
    found = subprocess.run(words, cwd=HOME, capture_output=True, text=True, check=True, timeout=120)

    assert float(found.stdout) > 5  # the chart at the start bears what the first visitor would have waited for


@pytest.fixture
def seldom() -> Iterator[None]:
    """The collector as it is where the service serves."""
    before = gc.get_threshold()
    collect_seldom()
    yield
    gc.set_threshold(*before)


@pytest.fixture
def looks() -> Iterator[list[int]]:
    """Each look of the collector, by the age of what it looks through."""
    seen: list[int] = []

    def note(phase: str, told: dict[str, Any]) -> None:
        if phase == "stop":
            seen.append(told["generation"])

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


@pytest.mark.long
def test_the_collector_looks_more_seldom_than_pages_are_asked_for(
    client: TestClient, seldom: None, looks: list[int]
) -> None:
    assert all(client.get("/requests").is_success for _ in range(PAGES))

    assert len(looks) < PAGES / 2  # as Python is shipped, five for each page

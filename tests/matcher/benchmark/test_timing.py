"""Engines are asked in turn, and what they take is counted fairly."""

import gc
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from matcher.benchmark.corpus import Corpus
from matcher.benchmark.timing import Timed, frozen_memory, one_thread, time_searches
from matcher.progress import quietly
from scoring import Request

ASKED = [Request(id=f"r{number}") for number in range(5)]
WARMING = [Request(id="w0"), Request(id="w1")]


@dataclass
class Echo:
    """An engine that answers with the request's own identifier and keeps a diary."""

    name: str
    diary: list[str]
    batch: int = 1
    found: list[str] = field(default_factory=list)

    def build(self, corpus: Corpus) -> None:
        """Prepares nothing."""

    def search(self, requests: Sequence[Request]) -> list[list[str]]:
        """Says who was asked what."""
        self.diary.append(f"{self.name}:{'+'.join(one.id for one in requests)}")
        return [[one.id] for one in requests]

    def mebibytes(self) -> float:
        """Nothing."""
        return 0.0


def test_every_request_goes_to_one_engine_after_the_other() -> None:
    diary: list[str] = []

    timed = time_searches({"a": Echo("a", diary), "b": Echo("b", diary)}, ASKED[:2], WARMING, quietly)

    assert diary == ["a:w0", "a:r0", "b:w0", "b:r0", "a:w1", "a:r1", "b:w1", "b:r1"]
    assert timed["b"].found == {"r0": ["r0"], "r1": ["r1"]}
    assert len(timed["a"].seconds) == len(timed["a"].busy) == 2


def test_an_engine_for_batches_is_asked_once_a_batch() -> None:
    diary: list[str] = []

    timed = time_searches({"many": Echo("many", diary, batch=2)}, ASKED, WARMING, quietly)

    assert diary == ["many:w0", "many:r0+r1", "many:w0", "many:r2+r3", "many:w0", "many:r4"]
    assert timed["many"].held == [2, 2, 1]
    assert list(timed["many"].found) == [one.id for one in ASKED]


def test_requests_a_second_weigh_batches_by_what_they_held() -> None:
    assert Timed(seconds=[0.5, 0.1], held=[1, 5]).per_second == pytest.approx(6.0)


@pytest.mark.long
def test_the_garbage_collector_is_given_back() -> None:
    with frozen_memory():
        assert gc.get_freeze_count() > 0

    assert gc.get_freeze_count() == 0


def test_threads_are_given_back() -> None:
    numba = pytest.importorskip("numba")
    before = numba.get_num_threads()
    with one_thread():
        assert numba.get_num_threads() == 1

    assert numba.get_num_threads() == before

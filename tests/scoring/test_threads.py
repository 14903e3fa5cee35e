"""Many threads read and rank at once as one does."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from scoring import rank
from scoring.compiled.reading import read_texts
from tests.conftest import ROOT
from tests.scoring.builders import index, need, offer
from tests.scoring.compiled import by_the_book
from tests.scoring.compiled.decoding import decoded

THREADS = 8
SHARED = index(*(offer(f"shared-{number}", f"agua potable {number} escuelas", country="PER") for number in range(50)))

Answer = tuple[list[list[str]], list[tuple[str, float]], list[tuple[str, float]]]
"""What a thread reads, and how it ranks its own offers and those that all share."""


def unseen(thread: int, number: int) -> str:
    """Words that only one text has, beside known ones."""
    strange = " ".join(
        f"{start}{'bcdfghjk'[thread]}{'aeiou'[number % 5]}lor{'mnprst'[number // 5]}ico" for start in "aeiou"
    )
    return f"agua potable {strange} vacunación en Perú, escuelas y {strange[:12]}"


def texts(thread: int) -> list[str]:
    """The texts of a thread."""
    return [unseen(thread, number) for number in range(30)]


def answer(thread: int) -> Answer:
    """What a thread finds."""
    read = [sorted(one.words) for one in decoded(read_texts([(("", text), "es") for text in texts(thread)]))]
    own = index(*(offer(f"own-{number}", text) for number, text in enumerate(texts(thread))))
    asked = need(texts(thread)[7], id=f"req-{thread}")
    first, second = ([(one.offer, one.score) for one in rank(asked, over).places] for over in (own, SHARED))
    return read, first, second


def at_once() -> list[Answer]:
    """What all threads answer who start together."""
    start = Barrier(THREADS)

    def together(thread: int) -> Answer:
        start.wait()
        return answer(thread)

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(together, range(THREADS)))


@pytest.mark.long
def test_eight_threads_rank_new_texts_as_one_does() -> None:
    found = at_once()
    assert found == [answer(thread) for thread in range(THREADS)]
    for thread in range(THREADS):
        posts = [(("", text), "es") for text in texts(thread)]
        for one, post in zip(decoded(read_texts(posts)), posts, strict=True):
            assert one.words == by_the_book.read(*post).words
            assert one.runs == by_the_book.read(*post).runs


@pytest.mark.long
def test_eight_threads_may_be_the_first_of_a_process() -> None:
    command = "import json; from tests.scoring import test_threads; print(json.dumps(test_threads.at_once()))"
    fresh = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(fresh.stdout) == json.loads(json.dumps([answer(thread) for thread in range(THREADS)]))

"""A task for executors: thirty requests over four offers with a past, in six chunks."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.matching.execution.chunk import Chunk, Task
from matcher.matching.execution.executor import Executor
from scoring import EXPERT_MODEL, Offer, PastExchange, Request
from tests.scoring import builders

SUBJECTS = (
    "Agua potable rural",
    "Formación de jueces",
    "Buses for girls",
    "Escolas no campo",
    "Lutte contre le choléra",
)
QUICK_MODEL = EXPERT_MODEL.without(["kindred_situations"])
"""Without the feature that takes seconds to prepare in every new process."""
LEARNERS = ("MEX", "HTI", "PER")


@dataclass(frozen=True)
class Work:
    """What an executor gets."""

    task: Task
    chunks: Sequence[Chunk]

    def done_by(self, executor: Executor) -> dict[str, bytes]:
        """The packed rankings of each chunk. Fails where one comes twice."""
        finished = list(executor.rank(self.task, self.chunks))
        assert len(finished) == len(self.chunks)
        return {chunk.digest: packed for chunk, packed in finished}


def work() -> Work:
    """The task and its chunks."""
    index = builders.index(*map(_offer, range(4)), exchanges=[_past(number) for number in range(9)])
    requests = [_request(number) for number in range(30)]
    chunks = [Chunk(str(start), tuple(requests[start : start + 5])) for start in range(0, 30, 5)]
    return Work(Task(index, QUICK_MODEL, 3), chunks)


def _offer(number: int) -> Offer:
    country = ("BRA", "COL", "CHL", "CUB")[number]
    return Offer(id=f"off-{number}", text=SUBJECTS[number], country=country, sectors=("education",))


def _past(number: int) -> PastExchange:
    teacher = ("BRA", "COL", "CHL")[number // 3]
    return PastExchange(
        id=f"exc-{number}",
        provider_country=teacher,
        requester_country=LEARNERS[number % 3],
        text=SUBJECTS[number % 5],
        start_year=2010 + number,
    )


def _request(number: int) -> Request:
    return Request(id=f"req-{number:02}", text=f"{SUBJECTS[number % 5]} {number}", country=LEARNERS[number % 3])

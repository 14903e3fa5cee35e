"""Who ranks a run: chosen by its size, unless somebody says."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from joblib import cpu_count

from matcher.errors import BadInputError
from matcher.matching.execution.executor import Executor, InProcess
from matcher.matching.execution.pool import LocalPool
from matcher.progress import Track, quietly

FEW = 100
"""Up to so many requests this process ranks alone: `docs/operations.md` has the measurement."""


@dataclass(frozen=True)
class Workforce:
    """How many processes rank, or at which address the scheduler of a cluster is, and how progress is shown.

    0 workers stands for as many as there are processors, or for this process alone where the requests are few.
    """

    workers: int = 0
    cluster: str = ""
    track: Track = quietly

    def executor(self, requests: int) -> Executor:
        """Who ranks so many requests. Raises BadInputError for a cluster whose packages are not installed."""
        if self.cluster:
            return _cluster(self.cluster)
        workers = self.workers or (1 if requests <= FEW else cpu_count())
        return InProcess() if workers == 1 else LocalPool(workers)


def _cluster(address: str) -> Executor:
    if find_spec("distributed") is None:
        raise BadInputError("a cluster needs more packages: pip install 'sursur[cluster]'")
    found: Executor = import_module("matcher.matching.execution.cluster").Cluster(address)
    return found


ANYBODY = Workforce()
"""This process and those that it starts, in silence."""

"""A cluster gives the same as this process, to the last digit, also where one of its two worker processes is killed."""

import os
import signal
from collections.abc import Iterator

import pytest
from distributed import LocalCluster

from matcher.errors import BadInputError
from matcher.matching.execution.cluster import Cluster, rank_on_cluster
from matcher.matching.execution.workforce import Workforce
from tests.matcher.matching.execution.work import Work


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """A scheduler with two worker processes."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", host="127.0.0.1"
    ) as started:
        yield started


@pytest.mark.long
def test_a_cluster_that_loses_a_worker_gives_the_same(
    cluster: LocalCluster, some_work: Work, in_process: dict[str, bytes]
) -> None:
    finished = Workforce(cluster=cluster.scheduler_address).executor(30).rank(some_work.task, some_work.chunks)
    first = next(finished)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)

    found = {chunk.digest: packed for chunk, packed in (first, *finished)}

    assert found == in_process


def test_a_worker_of_the_cluster_that_runs_other_code_is_refused(some_work: Work) -> None:
    task, chunk = some_work.task, some_work.chunks[0]

    with pytest.raises(BadInputError, match="another version of Sursur"):
        rank_on_cluster(task.index, chunk.requests, task.model, task.depth, edition="0" * 64)


def test_a_cluster_that_is_not_there_is_said_to_be_so(some_work: Work) -> None:
    with pytest.raises(BadInputError, match="no Dask scheduler answers at 'nowhere://x:1'"):
        list(Cluster("nowhere://x:1").rank(some_work.task, some_work.chunks))

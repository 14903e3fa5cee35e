"""What the faults of services stand on."""

from collections.abc import Iterator

import pytest

from tests import postgres
from tests.faults.nursery import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """What starts processes of the service."""
    found = Nursery()
    yield found
    found.close()


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[postgres.OwnServer]:
    """A PostgreSQL that may be stopped; what it said is stored is on its disk."""
    if postgres.binaries() is None:
        pytest.skip("this machine lacks the binaries of PostgreSQL")
    with postgres.own_server("synchronous_commit=on") as own:
        yield own

"""The world of the journeys, on each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.journeys.region import Region
from tests.journeys.world import World


@pytest.fixture
def region(engine: Engine, tmp_path: Path) -> Iterator[Region]:
    """Mexico asks; Brazil and Uruguay offer; a focal point looks after them all."""
    world = World(engine, tmp_path)
    yield Region(world)
    world.app.state.settings.engine.dispose()

"""The schema comes from the migrations alone, on both databases."""

import pytest
from sqlalchemy import Engine

from models.migrations import current_revision, differences, newest_revision, upgrade

pytestmark = pytest.mark.both_databases


def test_the_migrated_schema_is_what_the_models_say(engine: Engine) -> None:
    assert differences(engine) == []
    assert current_revision(engine) == newest_revision()


def test_a_second_upgrade_changes_nothing(engine: Engine) -> None:
    before, after = upgrade(engine)

    assert before == after == newest_revision()

"""`python -m api.gallery [FOLDER]`: loads the fixtures into a database of its own, stages the story, shows digests.

The digests are of the Monday of a fixed week, so that two galleries differ only by what was changed in the code.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from api.cli.terminal import say, track
from api.gallery.showing import Gallery, show
from api.gallery.story import BEFORE, stage
from api.settings import Settings
from matcher.intake.loading import load_directory
from matcher.matching.run import run_matches
from models.database import reading, writing
from models.migrations import upgrade

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
FIXTURES = Path("fixtures")
USUAL = Path("var/gallery")


def live(engine: Engine) -> None:
    """Fills an empty database with the region and its story."""
    upgrade(engine)
    with writing(engine) as session:
        load_directory(session, FIXTURES, now=NOW - BEFORE, track=track)
    run_matches(engine, as_of=(NOW - BEFORE).date(), now=NOW - BEFORE)
    with writing(engine) as session:
        stage(session, NOW)


def main(folder: Path) -> None:
    """Writes the gallery into a folder."""
    with TemporaryDirectory() as place:
        settings = Settings(database_url=f"sqlite:///{place}/sursur.db")
        live(settings.engine)
        with reading(settings.engine) as session:
            shown = show(session, Gallery(folder, settings.letterhead, NOW))
        settings.engine.dispose()
    say(f"{len(shown)} digests: open {folder / 'index.html'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else USUAL)

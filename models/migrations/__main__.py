"""`python -m models.migrations "what"`: writes the migration that brings the schema to what the models say."""

import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config

from models.database import open_database
from models.migrations import migrate

TEMPLATE = "%%(year)d-%%(month).2d-%%(day).2d-%%(hour).2d%%(minute).2d_%%(slug)s"

if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'newest.db'}")
        with engine.begin() as connection:
            migrate(connection)
            config = Config()
            config.set_main_option("script_location", str(files("models.migrations")))
            config.set_main_option("file_template", TEMPLATE)
            config.attributes["connection"] = connection
            command.revision(config, message=" ".join(sys.argv[1:]), autogenerate=True)

"""Runs the notebooks on the open data of the fixtures. `python -m tests.notebooks.running` stores what they show."""

import os
from base64 import b64decode, b64encode
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

from matcher.exporting import Edition, ExportKind, export
from matcher.intake.loading import load_directory
from models.database import open_database, reading, writing
from models.migrations import upgrade
from tests.conftest import FIXTURES, NOW, ROOT
from tests.notebooks.slimming import slim

FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SECONDS = 120
"""After which a cell is given up."""


def package_of_fixtures(folder: Path) -> Path:
    """The open data of an installation that holds the fixtures."""
    engine, path = open_database(f"sqlite:///{folder / 'region.db'}"), folder / "open-data.zip"
    upgrade(engine)
    with writing(engine) as session:
        load_directory(session, FIXTURES, now=NOW)
    with reading(engine) as session:
        export(session, ExportKind.DATAPACKAGE, path, edition=Edition("https://sursur.example", NOW))
    engine.dispose()
    return path


def run(path: Path, package: Path) -> NotebookNode:
    """A notebook with what its cells show when run from top to bottom, as Jupyter runs it. Fails where a cell does."""
    notebook = nbformat.read(path, nbformat.NO_CONVERT)
    sockets = Config({"KernelManager": {"transport": "ipc", "ip": str(package.parent / "kernel")}})
    place = {"metadata": {"path": str(FOLDER)}}
    client = NotebookClient(
        notebook, config=sockets, timeout=SECONDS, record_timing=False, coalesce_streams=True, resources=place
    )
    client.execute(env=os.environ | {"SURSUR_OPEN_DATA": str(package), "PYTHONPATH": str(ROOT)})
    for picture in pictures(notebook):
        picture["image/png"] = b64encode(slim(b64decode(picture["image/png"]))).decode()
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


def pictures(notebook: NotebookNode) -> list[NotebookNode]:
    """What the cells show as pictures."""
    shown = [one["data"] for cell in notebook.cells for one in cell.get("outputs", []) if "data" in one]
    return [one for one in shown if "image/png" in one]


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        package = package_of_fixtures(Path(folder))
        for path in NOTEBOOKS:
            nbformat.write(run(path, package), path)

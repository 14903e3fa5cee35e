"""The notebooks run from top to bottom as in Jupyter, show their plots, and hold what they show."""

import json
import re
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from tests.conftest import ROOT
from tests.notebooks.running import FOLDER, NOTEBOOKS, package_of_fixtures, pictures, run
from tests.notebooks.slimming import slim

PLOTS = {"the_network_of_the_region": 4, "the_ranking_feature_by_feature": 5, "unmet_demand_and_scenarios": 4}
MOST_BYTES = 300_000
"""Of all notebooks together, so that a clone stays small."""

Run = Callable[[Path], NotebookNode]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package_of_fixtures(tmp_path_factory.mktemp("notebooks"))


def stored(path: Path) -> NotebookNode:
    return nbformat.read(path, nbformat.NO_CONVERT)


def printed(notebook: NotebookNode) -> list[str]:
    """What the cells print, and what they say on the side."""
    return [one["text"] for cell in notebook.cells for one in cell.get("outputs", []) if one["output_type"] == "stream"]


def test_there_is_a_notebook_for_each_question() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(PLOTS)


@pytest.mark.long
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_what_it_holds(path: Path, package: Path) -> None:
    shown = run(path, package)

    outputs = [one for cell in shown.cells for one in cell.get("outputs", [])]
    assert {one["output_type"] for one in outputs} == {"stream", "execute_result"}
    assert [one for one in outputs if one.get("name") == "stderr"] == []
    assert printed(shown) == printed(stored(path)), "python -m tests.notebooks.running stores it anew"
    assert len(pictures(shown)) == PLOTS[path.stem]
    for picture in pictures(shown):
        assert len(b64decode(picture["image/png"])) > 2_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_with_its_plots_and_nothing_of_a_machine(path: Path) -> None:
    text, notebook = path.read_text(encoding="utf-8"), stored(path)

    nbformat.validate(notebook)
    assert len(pictures(notebook)) == PLOTS[path.stem]
    assert all(set(one) == {"image/png", "text/plain"} for one in pictures(notebook))
    assert set(notebook.metadata) == {"kernelspec"}
    assert all(not cell.metadata for cell in notebook.cells)
    assert re.findall(r"/(?:home|root|Users|tmp|dev|work)/|0x[0-9a-f]{6,}", text) == []
    numbers = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert numbers == list(range(1, len(numbers) + 1))


def test_all_notebooks_together_are_small() -> None:
    assert sum(path.stat().st_size for path in NOTEBOOKS) < MOST_BYTES


def test_every_notebook_is_named_in_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert [path.name for path in NOTEBOOKS if path.name not in readme] == []
    assert "notebooks/README.md" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_slim_picture_is_the_same_picture() -> None:
    import vl_convert

    data = [{"a": number, "b": number % 7} for number in range(30)]
    encoding = {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}
    colour = {"color": {"field": "a", "type": "quantitative"}}
    spec = {"data": {"values": data}, "mark": "point", "encoding": encoding | colour}
    picture = vl_convert.vegalite_to_png(json.dumps(spec))

    small = slim(picture)

    assert len(small) < len(picture) / 2
    assert small[:8] == picture[:8]
    assert small[16:24] == picture[16:24]
    assert slim(picture) == small

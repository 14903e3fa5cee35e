"""After the compiled code was loaded no request compiles anything."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from tempfile import TemporaryDirectory

import numba
import pytest

from scoring import compiled
from scoring.stored import load_index
from scoring.warming import warm
from tests.conftest import ROOT
from tests.scoring.worlds import TODAY, VACCINES, answers


def signatures() -> dict[str, int]:
    """For how many kinds of arguments each compiled loop was loaded."""
    modules = [import_module(f"scoring.compiled.{one.name}") for one in iter_modules(compiled.__path__)]
    loops = {
        id(one): one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, numba.core.registry.CPUDispatcher)
    }
    return {f"{one.__module__}.{one.__name__}": len(one.signatures) for one in loops.values()}


def grown() -> list[str]:
    """The loops that meet arguments of a new kind when a process that is warm loads an index, ranks and changes it."""
    with TemporaryDirectory() as folder:
        save = f"from tests.scoring.worlds import *; save_index(world(), Path({folder!r}))"
        subprocess.run([sys.executable, "-c", save], cwd=ROOT, check=True)
        warm()
        before = signatures()
        loaded, _ = load_index(Path(folder), as_of=TODAY)
        for index in (loaded, loaded.changed([VACCINES], ["vaccines"])):
            answers(index)
    return [name for name, count in signatures().items() if count > before[name]]


@pytest.mark.long
def test_a_warm_process_compiles_nothing_for_a_request() -> None:
    command = "import json; from tests.scoring import test_warming; print(json.dumps(test_warming.grown()))"
    fresh = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(fresh.stdout) == []

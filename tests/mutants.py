"""`python -m tests.mutants`: breaks policy and state machines in every small way, and says what no test noticed.

cosmic-ray changes one operator, number, constant or decorator at a time, in a copy of the tree, and runs the tests that
concern it, without the database. What survives is judged by a person: see `docs/testing.md`.
"""

import argparse
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome

ROOT = Path(__file__).parent.parent
PACKAGES = ("api", "fixtures", "locales", "matcher", "models", "scoring", "tests")
TESTS = "-m pytest -q -x -c {empty} --rootdir=. --noconftest -p no:cacheprovider"
"""Without the plugins and fixtures of the suite, which cost more than these tests."""
CONFIGURATION = """
[cosmic-ray]
module-path = [{modules}]
timeout = 60.0
excluded-modules = []
test-command = "{python} {tests}"

[cosmic-ray.distributor]
name = "local"

[cosmic-ray.filters.operators-filter]
exclude-operators = ["core/ReplaceBinaryOperator_BitOr_.*"]
"""
"""`|` stands between types, where any other sign fails at once."""


@dataclass(frozen=True)
class Part:
    """What is broken, and the tests that should notice."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


POLICY = ("tests/matcher/policy",)
PARTS = {
    "policy": Part(("matcher/policy",), POLICY),
    "states": Part(("models/states.py",), ("tests/models/test_states.py",)),
    "posts": Part(("matcher/posting/moving.py",), ("tests/matcher/posting/test_moving.py",)),
    "matches": Part(("matcher/review/moves.py",), ("tests/matcher/review/test_moves.py",)),
}


def survivors(part: Part, folder: Path) -> tuple[int, list[str]]:
    """How many mutants there were, and the changes that no test noticed, as differences."""
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "empty.ini").write_text("[pytest]\n")
    modules = ", ".join(f'"{name}"' for name in part.modules)
    tests = f"{TESTS.format(empty='empty.ini')} {' '.join(part.tests)}"
    words = CONFIGURATION.format(modules=modules, python=sys.executable, tests=tests)
    (folder / "mutants.toml").write_text(words)
    for command in (
        ("cosmic-ray", "init", "mutants.toml", "mutants.sqlite"),
        ("cr-filter-operators", "mutants.sqlite", "mutants.toml"),
        ("cosmic-ray", "baseline", "mutants.toml"),
        ("cosmic-ray", "exec", "mutants.toml", "mutants.sqlite"),
    ):
        _run(folder, *command)
    return _judged(folder / "mutants.sqlite")


def _run(folder: Path, program: str, *words: str) -> None:
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [str(Path(sys.executable).with_name(program)), *words]
    subprocess.run(command, cwd=folder, env=environment, check=True)


def _judged(path: Path) -> tuple[int, list[str]]:
    with use_db(str(path), WorkDB.Mode.open) as found:
        results = [result for _, result in found.results if result.test_outcome is not None]
    alive = [result.diff for result in results if result.test_outcome == TestOutcome.SURVIVED]
    return len(results), [str(one) for one in alive]


def main() -> None:
    """Prints what survived, part by part."""
    words = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    words.add_argument("parts", nargs="*", default=list(PARTS), metavar="PART", help=f"of {', '.join(PARTS)}")
    for name in words.parse_args().parts:
        with TemporaryDirectory(prefix="sursur-mutants-") as folder:
            count, alive = survivors(PARTS[name], Path(folder))
        for difference in alive:
            print(difference, flush=True)
        print(f"{name}: {count} mutants, {len(alive)} survived.", flush=True)


if __name__ == "__main__":
    main()

"""What is kept on disk of the lexicon and the vocabulary is a convenience: nothing depends on it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.text.names import names
from tests.conftest import ROOT

ASK = """
import json
from scoring.text.names import names
print(json.dumps([[*one.stems, *sorted(one.countries), *sorted(one.languages), one.capital]
                  for first in names("es").values() for one in first]))
"""
EXPECTED = [
    [*one.stems, *sorted(one.countries), *sorted(one.languages), one.capital]
    for first in names("es").values()
    for one in first
]


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code that has never run, so that nothing is kept beside it."""
    folder = tmp_path_factory.mktemp("code")
    for package in ("locales", "models", "scoring"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def asking(code: Path, **environment: str) -> subprocess.Popen[str]:
    """A process that reads the names of a language."""
    known = {**os.environ, "PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    command = [sys.executable, "-c", ASK]
    return subprocess.Popen(command, cwd=code, env=known, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def answer(process: subprocess.Popen[str]) -> object:
    """What a process has read."""
    out, error = process.communicate()
    assert process.returncode == 0, error
    return json.loads(out)


def kept(folder: Path) -> list[Path]:
    """The answers that are kept in a folder."""
    return sorted(folder.rglob("output.pkl"))


def test_processes_that_start_at_once_without_a_cache_all_read_right(code: Path, tmp_path: Path) -> None:
    processes = [asking(code, XDG_CACHE_HOME=str(tmp_path)) for _ in range(2)]
    assert [answer(one) for one in processes] == [EXPECTED] * 2
    assert kept(tmp_path)


def test_a_damaged_cache_is_mended(code: Path, tmp_path: Path) -> None:
    answer(asking(code, XDG_CACHE_HOME=str(tmp_path)))
    (file,) = kept(tmp_path)
    damaged = file.read_bytes()[:-100]
    file.write_bytes(damaged)
    assert answer(asking(code, XDG_CACHE_HOME=str(tmp_path))) == EXPECTED
    assert len(file.read_bytes()) > len(damaged)


def test_what_other_code_kept_is_removed(code: Path, tmp_path: Path) -> None:
    answer(asking(code, XDG_CACHE_HOME=str(tmp_path)))
    (file,) = kept(tmp_path)
    mine = next(path for path in file.parents if path.parent.parent.name == "sursur-derived")
    mine.rename(mine.with_name("earlier"))
    assert answer(asking(code, XDG_CACHE_HOME=str(tmp_path))) == EXPECTED
    assert [path.name for path in mine.parent.iterdir()] == [mine.name]


@pytest.mark.parametrize("home", ["missing", "taken", "read-only", "unknown"])
def test_without_a_home_for_the_cache_all_is_read_anew(home: str, code: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    cache = tmp_path / "cache"
    if home == "taken":
        cache.mkdir()
        (cache / "sursur-derived").touch()
    elif home == "read-only":
        cache.mkdir(mode=0o500)
    environment = {"XDG_CACHE_HOME": str(cache), "TMPDIR": str(elsewhere)}
    if home == "unknown":
        environment |= {"XDG_CACHE_HOME": "", "HOME": "~"}
    assert answer(asking(code, **environment)) == EXPECTED

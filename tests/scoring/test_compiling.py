"""A loop whose compiled code cannot be kept runs all the same."""

import logging
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import import_module, invalidate_caches
from pathlib import Path

import pytest

LOOP = """
from scoring.compiling import compiled

@compiled()
def total(most):
    found = 0
    for number in range(most):
        found += number
    return found
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a module that has a loop; nothing else may be written by whoever runs it."""
    (tmp_path / "loops.py").write_text(LOOP)
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "taken"))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    invalidate_caches()
    yield tmp_path
    sys.modules.pop("loops", None)


def total() -> Callable[[int], int]:
    found: Callable[[int], int] = import_module("loops").total
    return found


def test_what_was_compiled_is_kept_beside_the_code(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert total()(5) == 10
    assert [path.suffix for path in sorted((folder / "__pycache__").iterdir())] == [".nbc", ".nbi"]
    assert caplog.messages == []


def test_a_place_that_is_lost_after_the_start_stops_no_loop(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    loop = total()
    shutil.rmtree(folder / "__pycache__")
    (folder / "__pycache__").write_text("")  # as little can be written there as on a full disk

    assert [loop(5), loop(6)] == [10, 15]
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
    assert "cannot be kept" in caplog.text


@pytest.mark.parametrize("suffix", [".nbi", ".nbc"])
def test_kept_code_that_a_power_cut_has_cut_is_made_and_kept_anew(
    folder: Path, caplog: pytest.LogCaptureFixture, suffix: str
) -> None:
    assert total()(5) == 10
    [path] = (folder / "__pycache__").glob(f"*{suffix}")
    path.write_bytes(path.read_bytes()[: 10 if suffix == ".nbc" else 0])
    for said in ("cannot be kept", ""):
        del sys.modules["loops"]
        caplog.clear()
        assert total()(5) == 10
        assert said in caplog.text
        assert bool(said) == bool(caplog.text)


def test_without_any_place_a_loop_is_compiled_by_each_process(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "__pycache__").write_text("")

    assert total()(5) == 10
    assert "cannot be kept" in caplog.text

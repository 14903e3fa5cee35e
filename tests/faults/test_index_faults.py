"""A saved index is whole or not there, whatever happens to its writers, its readers and its disk."""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scoring import Index, Ranking, rank
from scoring.stored import UnfitIndexError, load_index, save_index
from tests.conftest import ROOT
from tests.faults.rounds import ROUNDS
from tests.faults.writer import WORLDS
from tests.scoring.worlds import REQUESTS, TODAY, world

WRITER = (sys.executable, "-m", "tests.faults.writer")


def told(*command: str) -> list[dict[str, Any]]:
    """What a process of the writer prints."""
    done = subprocess.run([*WRITER, *command], check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def worlds() -> dict[str, Index]:
    """The writer's worlds."""
    return {name: world(offers) for name, offers in WORLDS.items()}


def ranked(index: Index) -> list[Ranking]:
    """The best of an index for each request."""
    return [rank(one, index, k=2) for one in REQUESTS]


ranked_once = cache(ranked)


def found_in(folder: Path, worlds: dict[str, Index]) -> str:
    """The name of the world that a folder holds, which must be whole."""
    loaded, manifest = load_index(folder, as_of=TODAY)
    name: str = manifest["world"]
    assert ranked(loaded) == ranked_once(worlds[name])
    return name


def editions(folder: Path) -> list[str]:
    """What a folder holds beside the lock and the name of the current edition."""
    return sorted(path.name for path in folder.iterdir() if path.name not in ("lock", "current"))


@pytest.mark.long
def test_killed_writers_leave_an_edition_and_the_next_cleans_up(tmp_path: Path, worlds: dict[str, Index]) -> None:
    killed = told("killed", str(tmp_path), str(6 * ROUNDS))
    assert len(killed) >= 6
    found = []
    for one in killed:
        folder = tmp_path / one["folder"]
        assert one["killed"], f"the writer of {folder} was not killed"
        found.append(found_in(folder, worlds))
        before = (folder / "current").read_text()
        save_index(worlds["new"], folder, world="new")
        assert editions(folder) == sorted([before, (folder / "current").read_text()])
        assert found_in(folder, worlds) == "new"
    assert found == sorted(found, reverse=True), "the new edition came and went"
    assert set(found) == {"old", "new"}


@pytest.mark.long
def test_writers_at_once_save_one_after_the_other(tmp_path: Path, worlds: dict[str, Index]) -> None:
    commands = [[*WRITER, "turns", str(tmp_path), str(3 * ROUNDS), name] for name in WORLDS]
    writers = [subprocess.Popen(one, cwd=ROOT, stderr=subprocess.PIPE, text=True) for one in commands]
    for writer in writers:
        _, error = writer.communicate()
        assert writer.returncode == 0, error
    assert found_in(tmp_path, worlds) in WORLDS
    assert len(editions(tmp_path)) == 2


@pytest.mark.long
def test_readers_of_an_edition_that_goes_find_a_whole_one(tmp_path: Path) -> None:
    found = told("overtaken", str(tmp_path), str(6 * ROUNDS))
    assert len(found) >= 6
    assert all(one["whole"] and one["world"] == "new" for one in found), found


@pytest.mark.long
def test_readers_never_fail_while_editions_are_replaced(tmp_path: Path, worlds: dict[str, Index]) -> None:
    save_index(worlds["old"], tmp_path, world="old")
    command = [*WRITER, "turns", str(tmp_path), str(50 * ROUNDS), "old", "new"]
    with subprocess.Popen(command, cwd=ROOT) as writer:
        found = [found_in(tmp_path, worlds)]
        while writer.poll() is None:
            found.append(found_in(tmp_path, worlds))
    assert writer.returncode == 0
    assert set(found) <= {"old", "new"}, "whichever a reader came upon was whole"
    assert (found[0], found_in(tmp_path, worlds)) == ("old", "new")


@contextmanager
def longest_file(size: int) -> Iterator[None]:
    """No file of this process may grow longer."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


def test_a_file_that_cannot_grow_is_told_and_the_old_edition_stays(tmp_path: Path, worlds: dict[str, Index]) -> None:
    save_index(worlds["old"], tmp_path, world="old")
    before = editions(tmp_path)
    sizes = sorted({path.stat().st_size for path in (tmp_path / before[0]).iterdir()})
    for size in sizes[:: max(1, 6 // ROUNDS)]:
        with longest_file(size - 1), pytest.raises(OSError, match="File too large"):
            save_index(worlds["old"], tmp_path, world="old")
        assert editions(tmp_path) == before
    assert found_in(tmp_path, worlds) == "old"


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four mebibytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("disks cannot be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_told_and_the_old_edition_stays(tiny_disk: Path, worlds: dict[str, Index]) -> None:
    folder = tiny_disk / "index"
    save_index(worlds["old"], folder, world="old")
    before, filling = editions(folder), tiny_disk / "filling"
    edition = sum(-(-path.stat().st_size // 4096) * 4096 for path in (folder / before[0]).iterdir())
    free = os.statvfs(tiny_disk).f_bavail * 4096
    assert free > edition, "the disk is too small for this test"
    for left in range(0, edition, edition // (6 * ROUNDS)):
        filling.write_bytes(b"x" * (free - left))
        with pytest.raises(OSError, match="No space left on device"):
            save_index(worlds["old"], folder, world="old")
        assert editions(folder) == before
        assert found_in(folder, worlds) == "old"
    filling.unlink()
    save_index(worlds["new"], folder, world="new")
    assert found_in(folder, worlds) == "new"


def cut(path: Path) -> None:
    """Takes the last byte."""
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("damage", [cut, Path.unlink])
def test_a_damaged_file_is_named(damage: Callable[[Path], object], tmp_path: Path, worlds: dict[str, Index]) -> None:
    save_index(worlds["old"], tmp_path, world="old")
    edition = tmp_path / editions(tmp_path)[0]
    for file in sorted(path for path in edition.iterdir() if path.stat().st_size):
        whole = file.read_bytes()
        damage(file)
        with pytest.raises(UnfitIndexError, match=re.escape(str(file))):
            load_index(tmp_path, as_of=TODAY)
        file.write_bytes(whole)
    assert found_in(tmp_path, worlds) == "old"


def test_a_file_of_the_right_length_that_is_no_array_is_named(tmp_path: Path, worlds: dict[str, Index]) -> None:
    save_index(worlds["old"], tmp_path, world="old")
    path = tmp_path / editions(tmp_path)[0] / "text.words.rarity.npy"
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(UnfitIndexError, match=r"text\.words\.rarity\.npy cannot be read"):
        load_index(tmp_path, as_of=TODAY)


def test_an_index_of_other_code_is_refused(tmp_path: Path, worlds: dict[str, Index]) -> None:
    save_index(worlds["old"], tmp_path, world="old")
    path = tmp_path / editions(tmp_path)[0] / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "code": "0123456789abcdef"}))
    with pytest.raises(UnfitIndexError, match="made by another version"):
        load_index(tmp_path, as_of=TODAY)


@pytest.mark.parametrize("manifest", ["", "{", "[]", "{}", '{"code": 1, "sizes": 2}', "\x00"])
def test_a_manifest_that_says_nothing_is_named(manifest: str, tmp_path: Path, worlds: dict[str, Index]) -> None:
    save_index(worlds["old"], tmp_path, world="old")
    (tmp_path / editions(tmp_path)[0] / "manifest.json").write_text(manifest)
    with pytest.raises(UnfitIndexError, match=r"manifest\.json cannot be read"):
        load_index(tmp_path, as_of=TODAY)


@pytest.mark.parametrize("current", [None, "", "0123456789abcdef", "lock", "\x00"])
def test_without_a_current_edition_there_is_no_index_until_one_is_saved(
    current: str | None, tmp_path: Path, worlds: dict[str, Index]
) -> None:
    if current is not None:
        (tmp_path / "lock").touch()
        (tmp_path / "current").write_text(current)
    with pytest.raises(UnfitIndexError, match=re.escape(str(tmp_path))):
        load_index(tmp_path, as_of=TODAY)
    save_index(worlds["new"], tmp_path, world="new")
    assert found_in(tmp_path, worlds) == "new"


def test_a_folder_that_is_missing_holds_no_index(tmp_path: Path) -> None:
    with pytest.raises(UnfitIndexError, match="there is no index in"):
        load_index(tmp_path / "nowhere", as_of=TODAY)


def test_what_else_lies_in_the_folder_is_left_alone(tmp_path: Path, worlds: dict[str, Index]) -> None:
    (tmp_path / "outbox").mkdir()
    (tmp_path / "outbox" / "mail.eml").touch()
    (tmp_path / "sursur.db").touch()
    for _ in range(3):
        save_index(worlds["old"], tmp_path, world="old")
    assert (tmp_path / "outbox" / "mail.eml").exists()
    assert (tmp_path / "sursur.db").exists()


def test_facts_that_cannot_be_written_leave_the_old_edition(tmp_path: Path, worlds: dict[str, Index]) -> None:
    save_index(worlds["old"], tmp_path, world="old")
    with pytest.raises(TypeError, match="not JSON serializable"):
        save_index(worlds["new"], tmp_path, world=object())
    assert found_in(tmp_path, worlds) == "old"
    assert len(editions(tmp_path)) == 1

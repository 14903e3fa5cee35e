"""Contents stand outside the database under their digest, whole or not at all."""

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine

from matcher.posting.file_store import FileStore
from models.attachment import Attachment
from models.database import writing
from tests.conftest import NOW
from tests.matched import put, small_region


def test_a_content_is_kept_once_under_its_digest_and_for_no_other_user(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")

    digest = store.keep(b"agua")
    again = store.keep(b"agua")

    assert digest == again == sha256(b"agua").hexdigest()
    assert store.path(digest).read_bytes() == b"agua"
    assert store.path(digest).stat().st_mode & 0o077 == 0
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == [digest]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        FileStore(tmp_path).keep(b"agua")

    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_the_sweep_removes_what_no_attachment_names_for_a_day(engine: Engine, tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    named, left, new = store.keep(b"named"), store.keep(b"left"), store.keep(b"new")
    yesterday = (NOW - timedelta(days=2)).timestamp()
    for digest in (named, left):
        os.utime(store.path(digest), (yesterday, yesterday))
    os.utime(store.path(new), (NOW.timestamp(), NOW.timestamp()))
    with writing(engine) as session:
        small_region(session)
        row = {"name": "a.pdf", "media_type": "application/pdf", "size": 5, "added_at": NOW}
        put(session, Attachment(id="att-1", request="req-agua", digest=named, **row))
        assert store.sweep(session, now=NOW) == 1

    assert {one.name for one in store.folder.rglob("*") if one.is_file()} == {named, new}

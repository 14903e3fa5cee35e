"""`sursur backup` and `sursur restore`, as an administrator types them."""

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from io import StringIO
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine

from matcher.errors import RunStoppedError
from matcher.letters.writing import write_letter
from matcher.posting.file_store import FileStore
from models.attachment import Attachment
from models.database import open_database, reading, writing
from models.request import Request
from tests import postgres
from tests.builders import offer, request
from tests.conftest import NOW
from tests.matched import put, small_region
from tests.shell import Ended, row_counts, sursur

pytestmark = pytest.mark.both_databases
MAP = b"%PDF-1.7 mapa de pozos"
DIGEST = sha256(MAP).hexdigest()
ADDED = {"auditevent", "hold"}
"""Tables to which a restore adds why mail is held."""


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FileStore:
    """The folder of attachments that the settings name."""
    monkeypatch.setenv("SURSUR_FILES", str(tmp_path / "files"))
    monkeypatch.setenv("SURSUR_OUTBOX", str(tmp_path / "outbox"))
    return FileStore(tmp_path / "files")


@pytest.fixture
def inhabited(engine: Engine, files: FileStore) -> Engine:
    """The small region with an attachment, and a letter that waits."""
    with writing(engine) as session:
        small_region(session)
        files.keep(MAP)
        told = {"name": "mapa.pdf", "media_type": "application/pdf", "size": len(MAP), "digest": DIGEST}
        put(session, Attachment(id="file-1", request="req-agua", added_at=NOW, **told))
        write_letter(session, "focal@example.org", "confirmation", {"token": "word"}, now=NOW)
    return engine


@pytest.fixture
def empty_url(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database of the same kind, as on another machine."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'elsewhere.db'}"
        return
    server, name = request.getfixturevalue("postgres_address"), f"{database_url.rpartition('/')[2]}_elsewhere"
    yield postgres.create_database(server, name)
    postgres.drop_database(server, name)


def counts_at(url: str) -> dict[str, int]:
    engine = open_database(url)
    found = row_counts(engine)
    engine.dispose()
    return found


def saved(url: str, path: Path) -> Ended:
    ended = sursur(url, "backup", path)
    assert ended.code == 0, ended.err
    return ended


@pytest.mark.long
def test_what_is_saved_comes_back_elsewhere_and_its_mail_waits_for_a_person(
    inhabited: Engine, database_url: str, empty_url: str, files: FileStore, tmp_path: Path
) -> None:
    before, copy = row_counts(inhabited), tmp_path / "copy.zip"
    told = saved(database_url, copy).out
    shutil.rmtree(tmp_path / "files")

    ended = sursur(empty_url, "restore", copy)

    assert (told.startswith(f"Saved {copy}: "), "1 files" in told) == (True, True)
    assert "No mail and no webhook goes out until `sursur digest resume`." in ended.out
    assert files.path(DIGEST).read_bytes() == MAP
    after = counts_at(empty_url)
    assert {name: count for name, count in after.items() if name not in ADDED} == {
        name: count for name, count in before.items() if name not in ADDED
    }
    assert "mail: held since" in sursur(empty_url, "digest", "status").out
    assert sursur(empty_url, "digest", "run", "--week", "2026-W48").code == 2
    assert "deliveries: 1 queued" in sursur(empty_url, "digest", "status").out
    assert "mail go out again" in sursur(empty_url, "digest", "resume").out


@pytest.mark.long
def test_programs_read_what_was_saved_and_restored(
    inhabited: Engine, database_url: str, empty_url: str, tmp_path: Path
) -> None:
    copy, kind = tmp_path / "copy.zip", inhabited.dialect.name
    made = json.loads(sursur(database_url, "backup", copy, "--json").out)
    seen = json.loads(sursur(database_url, "backup", copy, "--check", "--json").out)
    back = json.loads(sursur(empty_url, "restore", copy, "--json").out)

    assert made == seen == back
    assert (made["database"], made["tables"]["request"]["rows"]) == (kind, counts_at(database_url)["request"])


def test_a_backup_is_made_while_others_write_and_holds_one_moment(
    inhabited: Engine, database_url: str, empty_url: str, tmp_path: Path
) -> None:
    """Every transaction stores a request and an offer."""
    stop, first = Event(), Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with writing(inhabited) as session:
                put(session, request(f"req-{number}"), offer(f"off-{number}"))
            number += 1
            first.set()

    before, writer = row_counts(inhabited), Thread(target=write)
    writer.start()
    try:
        assert first.wait(30)
        saved(database_url, tmp_path / "copy.zip")
    finally:
        stop.set()
        writer.join()
    sursur(empty_url, "restore", tmp_path / "copy.zip")

    copied = counts_at(empty_url)
    assert copied["request"] > before["request"]
    assert copied["request"] - before["request"] == copied["offer"] - before["offer"]
    assert row_counts(inhabited)["request"] >= copied["request"]


@pytest.mark.long
def test_what_a_database_holds_is_replaced_only_by_who_says_so(
    inhabited: Engine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.zip"
    saved(database_url, copy)
    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    with writing(inhabited) as session:
        put(session, request("req-later"))

    assert "`--replace` puts the backup in its place" in sursur(database_url, "restore", copy).reason
    asked = sursur(database_url, "restore", copy, "--replace")
    assert (asked.code, "will be replaced. Go on?" in asked.err) == (RunStoppedError.exit_code, True)
    assert has(inhabited, "req-later")

    assert sursur(database_url, "restore", copy, "--replace", "--yes").code == 0
    assert not has(inhabited, "req-later")


def has(engine: Engine, key: str) -> bool:
    with reading(engine) as session:
        return session.get(Request, key) is not None


def test_an_attachment_that_the_folder_lacks_is_told_and_stops_nothing(
    inhabited: Engine, database_url: str, files: FileStore, tmp_path: Path
) -> None:
    files.path(DIGEST).unlink()
    told = saved(database_url, tmp_path / "copy.zip").out

    assert "0 files" in told
    assert "1 files were missing from the folder when it was saved." in told


@pytest.mark.parametrize("word", ["backup --check", "restore"])
@pytest.mark.parametrize(
    ("kept", "said"),
    [(None, "copy.zip"), (0, "is no whole backup"), (0.5, "is no whole backup"), (-1, "is no whole backup")],
)
def test_a_file_that_is_none_or_was_cut_is_refused_in_one_line(
    inhabited: Engine, database_url: str, tmp_path: Path, word: str, kept: float | None, said: str
) -> None:
    copy, before = tmp_path / "copy.zip", row_counts(inhabited)
    if kept is not None:
        saved(database_url, copy)
        whole = copy.read_bytes()
        copy.write_bytes(whole[: int(kept * len(whole)) if kept >= 0 else -1])

    words = [*word.split(), copy, *(["--replace", "--yes"] if word == "restore" else [])]
    assert said in sursur(database_url, *words).reason
    assert row_counts(inhabited) == before


@pytest.mark.usefixtures("inhabited")
def test_an_empty_database_and_a_place_that_cannot_be_written_are_refused(
    database_url: str, empty_url: str, tmp_path: Path
) -> None:
    assert "there is nothing to back up" in sursur(empty_url, "backup", tmp_path / "copy.zip").reason
    (tmp_path / "file").write_text("")
    assert "file" in sursur(database_url, "backup", tmp_path / "file" / "copy.zip").reason
    assert not (tmp_path / "copy.zip").exists()

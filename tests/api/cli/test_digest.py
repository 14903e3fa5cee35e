"""`sursur digest run`, as people type it."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import update

from api.cli.digest import WHY_NOT
from models.database import writing
from models.delivery import Delivery, DeliveryState
from models.digest import SkipReason
from tests.matched import small_region, suggest
from tests.shell import Ended, row_counts, sursur


@pytest.fixture
def week(engine: Engine) -> Engine:
    """A small region with one suggestion."""
    with writing(engine) as session:
        small_region(session)
        suggest(session)
    return engine


def run(engine: Engine, *words: object) -> Ended:
    return sursur(engine.url.render_as_string(hide_password=False), "digest", "run", *words)


def test_a_week_is_written_once_and_the_second_time_says_so(week: Engine, tmp_path: Path) -> None:
    first = run(week, "--week", "2026-W48", "--outbox", tmp_path / "out")
    files = sorted((tmp_path / "out").glob("*.eml"))
    again = run(week, "--week", "2026-W48", "--outbox", tmp_path / "out")

    assert (first.code, again.code) == (0, 0)
    assert "3 digests sent" in first.out
    assert "1 accounts had nothing to read" in first.out
    assert "Nothing changed" in again.out
    assert len(files) == 3
    assert sorted((tmp_path / "out").glob("*.eml")) == files


def test_a_dry_run_shows_who_would_get_what_and_writes_nothing(week: Engine, tmp_path: Path) -> None:
    before = row_counts(week)
    ended = run(week, "--week", "2026-W48", "--dry-run", "--outbox", tmp_path / "out")

    assert ended.code == 0
    assert "Week 2026-W48: 3 of 5 accounts would get a digest." in ended.out
    assert "agency.mex@example.org (es): 1 matches" in ended.out
    assert "analyst@example.org (en): no mail, nothing-to-say: nothing is new or waits" in ended.out
    assert row_counts(week) == before
    assert not (tmp_path / "out").exists()


def test_json_says_what_was_built_and_sent(week: Engine, tmp_path: Path) -> None:
    dry = json.loads(run(week, "--week", "2026-W48", "--dry-run", "--json").out)
    done = json.loads(run(week, "--week", "2026-W48", "--json", "--outbox", tmp_path / "out").out)

    skipped = {one["account"]: one["skipped"] for one in dry}
    assert skipped == {
        "agency.bra@example.org": "wants-no-digests",
        "agency.mex@example.org": None,
        "analyst@example.org": "nothing-to-say",
        "focal@example.org": None,
        "provider.bra@example.org": None,
    }
    assert list(dry[1]["content"]) == ["matches"]
    assert done == {"week": "2026-W48", "built": 4, "deliveries": {"sent": 3}}


def test_a_dry_run_tells_what_is_sent_already_and_what_is_held(week: Engine, tmp_path: Path) -> None:
    url = week.url.render_as_string(hide_password=False)
    sursur(url, "digest", "pause", "--reason", "translations are checked")
    held = run(week, "--week", "2026-W48", "--dry-run")
    sursur(url, "digest", "resume")
    run(week, "--week", "2026-W48", "--outbox", tmp_path / "out")
    sent = run(week, "--week", "2026-W48", "--dry-run")

    assert "0 of 5 accounts" in held.out
    assert "agency.mex@example.org (es): no mail, held: digests are held" in held.out
    assert "agency.mex@example.org (es): no mail, has-it-already: has it already" in sent.out


def test_a_dry_run_tells_when_a_coming_week_goes_out_by_itself(week: Engine) -> None:
    assert "by itself on 2099-01-05 07:00 UTC" in run(week, "--week", "2099-W02", "--dry-run").out


def test_every_reason_for_no_mail_is_explained() -> None:
    assert set(WHY_NOT) == set(SkipReason)


@pytest.mark.parametrize("week_name", ["2026-48", "2026-W54", "next", ""])
def test_a_week_that_does_not_exist_ends_in_one_line(week: Engine, tmp_path: Path, week_name: str) -> None:
    ended = run(week, "--week", week_name, "--outbox", tmp_path / "out")

    assert "is not an ISO week" in ended.reason
    assert not (tmp_path / "out").exists()


def test_the_fifty_third_week_is_a_week(week: Engine, tmp_path: Path) -> None:
    assert "3 digests sent" in run(week, "--week", "2026-W53", "--outbox", tmp_path / "out").out


def test_a_database_before_its_migration_ends_in_one_line(database_url: str) -> None:
    assert "sursur db upgrade" in sursur(database_url, "digest", "run", "--week", "2026-W48").reason


def test_a_folder_that_cannot_be_written_keeps_the_mails_waiting(week: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    ended = run(week, "--week", "2026-W48", "--outbox", tmp_path / "file" / "out")

    assert ended.code == 0
    assert "3 deliveries wait to be tried again" in ended.out


def test_a_bad_mail_server_address_ends_in_one_line(week: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SURSUR_SMTP_URL", "http://127.0.0.1")

    assert "the mail server must be given as" in run(week, "--week", "2026-W48").reason


def test_refused_mail_is_told_of_and_sent_again_on_request(week: Engine, tmp_path: Path) -> None:
    run(week, "--week", "2026-W48", "--outbox", tmp_path / "first")
    with writing(week) as session:
        session.exec(update(Delivery).values(state=DeliveryState.FAILED))
    url = week.url.render_as_string(hide_password=False)

    assert "3 deliveries were refused" in run(week, "--week", "2026-W48", "--outbox", tmp_path / "out").out
    assert "3 deliveries" in sursur(url, "digest", "resend", "--week", "2026-W48").out
    assert "3 digests sent" in run(week, "--week", "2026-W48", "--outbox", tmp_path / "out").out
    names = [sorted(path.name for path in (tmp_path / folder).iterdir()) for folder in ("first", "out")]
    assert names[0] == names[1]

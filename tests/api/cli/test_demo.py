"""`sursur demo`: what `make demo` shows."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.conftest import FIXTURES
from tests.shell import row_counts, sursur


@pytest.mark.long
def test_the_demonstration_does_the_main_job_and_a_second_run_changes_nothing(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SURSUR_OUTBOX", str(tmp_path / "outbox"))
    url = engine.url.render_as_string(hide_password=False)
    first = sursur(url, "demo", FIXTURES)
    counts, mails = row_counts(engine), sorted((tmp_path / "outbox").iterdir())
    second = sursur(url, "demo", FIXTURES)

    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert [first.out.count(f"[{language}]") for language in ("es", "pt", "en")] == [1, 1, 1]
    assert sum(line.startswith("  5. 0.") for line in first.out.splitlines()) == 3
    assert str(tmp_path / "outbox") in first.out.replace("\n", "")
    assert "sursur serve" in first.out
    assert second.out.count("Nothing changed") == 3
    assert (row_counts(engine), sorted((tmp_path / "outbox").iterdir())) == (counts, mails)

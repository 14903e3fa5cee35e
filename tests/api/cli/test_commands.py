"""The command line as its users meet it."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from models.database import writing
from tests.builders import mechanism, offer, organization, request
from tests.conftest import FIXTURES
from tests.shell import sursur, sursur_program

COMMANDS = (
    "db",
    "account",
    "load",
    "import",
    "match",
    "digest",
    "export",
    "report",
    "sweep",
    "evaluate",
    "bench",
    "bench-names",
    "learn",
    "support",
    "serve",
    "scheduler",
)
NEEDS_A_DATABASE = {
    "load": ("load", "."),
    "import": ("import", "offers", "offers.csv"),
    "match run": ("match", "run"),
    "match explain": ("match", "explain", "req-1", "off-1"),
    "digest run": ("digest", "run"),
    "digest run dry": ("digest", "run", "--dry-run"),
    "account add": ("account", "add", "a@example.org", "--name", "Ana", "--role", "analyst"),
    "account list": ("account", "list"),
    "account disable": ("account", "disable", "a@example.org"),
    "export": ("export", "offers", "-o", "offers.csv"),
    "report": ("report", "--year", "2026", "-o", "report.pdf"),
    "learn": ("learn",),
    "learn list": ("learn", "--list"),
    "learn promote": ("learn", "--promote", "learned-1", "--by", "Ana"),
    "learn roll back": ("learn", "--roll-back", "--by", "Ana"),
    "support": ("support", "req-1"),
    "serve": ("serve",),
    "scheduler": ("scheduler",),
}
ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def pair(engine: Engine) -> Engine:
    """A request and an offer that fits, and one of the request's own country."""
    with writing(engine) as session:
        session.add_all([organization(), organization("amexcid-mex", "MEX")])
        session.flush()
        session.add_all([request(), offer(), offer("off-home", organization="amexcid-mex", country="MEX")])
    return engine


def test_the_help_names_every_command(tmp_path: Path) -> None:
    ended = sursur_program(f"sqlite:///{tmp_path / 'x.db'}", "--help")

    named = [line.split()[1] for line in ended.out.splitlines() if line.startswith("│ ") and len(line.split()) > 2]
    assert ended.code == 0
    assert set(COMMANDS) <= set(named)
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize(
    "words",
    [*((name,) for name in COMMANDS), ("db", "upgrade"), ("match", "run"), ("match", "explain"), ("digest", "run")],
    ids=" ".join,
)
def test_every_command_explains_itself(words: tuple[str, ...], tmp_path: Path) -> None:
    ended = sursur(f"sqlite:///{tmp_path / 'x.db'}", *words, "--help")

    assert (ended.code, ended.err) == (0, "")
    assert "Usage: sursur" in ended.out
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize("words", NEEDS_A_DATABASE.values(), ids=NEEDS_A_DATABASE)
@ONLY_SQLITE
def test_a_command_on_a_database_without_tables_says_what_to_run(words: tuple[str, ...], database_url: str) -> None:
    assert "run `sursur db upgrade`" in sursur(database_url, *words).reason


def test_the_database_is_made_once(database_url: str) -> None:
    first, second = sursur(database_url, "db", "upgrade"), sursur(database_url, "db", "upgrade")

    assert (first.code, "created" in first.out) == (0, True)
    assert (second.code, "nothing to do" in second.out) == (0, True)


def test_a_database_of_a_newer_version_is_not_touched(engine: Engine, database_url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'ffffffffffff'"))

    assert sursur(database_url, "match", "run").code == 2
    assert "ffffffffffff" in sursur(database_url, "db", "upgrade").reason


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://somebody:hunter2@host/name", "not supported"),
        ("nonsense", "SURSUR_DATABASE_URL"),
        ("postgresql://somebody:hunter2@127.0.0.1:1/name", "127.0.0.1"),
        ("sqlite:////proc/nowhere/sursur.db", "/proc/nowhere"),
    ],
)
@pytest.mark.parametrize("words", [("db", "upgrade"), ("match", "run")], ids=" ".join)
def test_a_wrong_database_address_is_refused_and_shows_no_password(url: str, says: str, words: tuple[str, ...]) -> None:
    reason = sursur(url, *words).reason

    assert says in reason
    assert "hunter2" not in reason


def test_a_run_tells_its_numbers_and_a_second_that_nothing_changed(pair: Engine, database_url: str) -> None:
    words = ("match", "run", "--as-of", "2026-11-23")
    first, again = sursur(database_url, *words, "--json"), sursur(database_url, *words)

    found = json.loads(first.out)
    assert (found["counts"]["requests"], found["counts"]["proposed"], found["repeated"]) == (1, 1, False)
    assert "Nothing changed since match run 1" in again.out


def test_an_explanation_gives_the_sum_and_its_parts(pair: Engine, database_url: str) -> None:
    words = ("match", "explain", "req-1", "off-1", "--as-of", "2026-11-23")
    found, shown = json.loads(sursur(database_url, *words, "--json").out), sursur(database_url, *words).out

    assert found["place"] == 1
    assert sum(round(one["contribution"] * 1e6) for one in found["contributions"]) == round(found["score"] * 1e6)
    assert f"{found['score']:.6f}" in shown
    assert f"weight table {found['model']}" in shown


def test_an_explanation_tells_the_place_that_a_run_gave_and_that_by_score(pair: Engine, database_url: str) -> None:
    words = ("match", "explain", "req-1", "off-1", "--as-of", "2026-11-23")
    before = json.loads(sursur(database_url, *words, "--json").out)
    sursur(database_url, "match", "run", "--as-of", "2026-11-23")

    after, shown = json.loads(sursur(database_url, *words, "--json").out), sursur(database_url, *words).out

    assert before["suggested"] is None
    assert after["suggested"] == {"place": 1, "place_by_score": 1, "state": "proposed", "run": 1}
    assert "Match run 1 suggests it at place 1; by score it had place 1" in shown


def test_an_explanation_names_third_partners_or_says_that_there_is_none(pair: Engine, database_url: str) -> None:
    words = ("match", "explain", "req-1", "off-1", "--as-of", "2026-11-23")
    alone = sursur(database_url, *words).out
    with writing(pair) as session:
        session.add(organization("paho", None, name="Pan American Health Organization"))
        session.flush()
        session.add(mechanism("mec-water"))

    shown, found = sursur(database_url, *words).out, json.loads(sursur(database_url, *words, "--json").out)

    assert "Third partners: none is known for this exchange." in alone
    assert "Pan American Health Organization: mec-water. It serves Mexico and Brazil" in shown
    assert "Evidence: mec-water" in shown
    assert [one["evidence"]["identifiers"] for one in found["third_partners"]] == [["mec-water"]]


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_an_explanation_says_why_not_in_the_language_asked_for(language: str, pair: Engine, database_url: str) -> None:
    words = ("match", "explain", "req-1", "off-home", "--as-of", "2026-11-23", "--language", language, "--json")

    found = json.loads(sursur(database_url, *words).out)

    country = {"en": "country", "es": "país", "pt": "país", "fr": "pays"}[language]
    assert (found["place"], found["gate"]) == (None, "same_country")
    assert country in found["why"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("match", "run", "--request", "req-9"), "'req-9'"),
        (("match", "explain", "req-9", "off-1"), "'req-9'"),
        (("match", "explain", "req-1", "off-9"), "'off-9'"),
        (("match", "run", "--as-of", "tomorrow"), "'tomorrow'"),
        (("match", "run", "--workers", "0"), "--workers"),
        (("match", "run", "--workers", "2", "--cluster", "tcp://host:8786"), "not both"),
        (("match", "run", "--cluster", "nowhere://host:1"), "no Dask scheduler answers at 'nowhere://host:1'"),
        (("digest", "run", "--week", "2026-W60"), "2026-W60"),
        (("load", "/nowhere"), "nowhere"),
        (("evaluate", "/nowhere"), "nowhere"),
        (("export", "offers", "-o", "/proc/nowhere/offers.csv"), "/proc/nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    words: tuple[str, ...], says: str, pair: Engine, database_url: str
) -> None:
    assert says in sursur(database_url, *words).reason


@pytest.mark.long
def test_the_program_keeps_data_and_words_apart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sursur.db'}"
    assert sursur(url, "db", "upgrade").code == 0

    ended = sursur_program(url, "match", "run", "--json")

    assert (ended.code, json.loads(ended.out)["counts"]["requests"]) == (0, 0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "No such command 'nonsense'; see `sursur --help`"),
        (("match", "explain", "req-1"), "Missing argument 'offer'; see `sursur match explain --help`"),
        (("import", "wishes", "file.csv"), "'wishes' is not one of 'organizations'"),
        (("export", "offers", "--nosuch"), "No such option"),
    ],
)
def test_a_command_that_cannot_be_read_ends_in_one_line(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    assert said in sursur(f"sqlite:///{tmp_path / 'none.db'}", *words).reason


def test_an_export_without_a_file_is_shown(region: Engine) -> None:
    url = region.url.render_as_string(hide_password=False)
    shown = sursur(url, "export", "support-matrix", "--format", "csv")

    assert shown.out == (FIXTURES / "support_matrix.csv").read_text(encoding="utf-8")
    assert "name a file with -o" in sursur(url, "export", "offers", "--format", "xlsx").reason

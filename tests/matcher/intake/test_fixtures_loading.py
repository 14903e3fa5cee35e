"""Loading a fixtures directory: once, twice, edited, broken."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from matcher.intake.loading import Loaded, load_directory
from matcher.intake.problems import BadFileError
from models.audit import AuditEvent
from models.database import reading, writing
from models.exchange import ExchangeParticipant
from models.offer import Offer
from models.support import Support
from tests.conftest import FIXTURES, NOW
from tests.shell import row_counts, sursur

ORGANIZATION: dict[str, Any] = {
    "id": "abc-bra",
    "name": "Agência Brasileira de Cooperação",
    "kind": "cooperation-agency",
    "country": "BRA",
}
OFFER: dict[str, Any] = {
    "id": "off-1",
    "text": "Água potável rural",
    "language": "pt",
    "organization": "abc-bra",
    "country": "BRA",
    "capacity": 3,
}
EXCHANGE: dict[str, Any] = {
    "id": "exc-1",
    "requester_country": "MEX",
    "provider_country": "BRA",
    "funders": ["abc-bra"],
}


def _folder(tmp_path: Path, **files: list[dict[str, Any]]) -> Path:
    content: dict[str, list[dict[str, Any]]] = {
        "organizations": [ORGANIZATION],
        "offers": [OFFER],
        "exchanges": [EXCHANGE],
    } | files
    for name, rows in content.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return tmp_path


def _load(engine: Engine, folder: Path) -> Loaded:
    with writing(engine) as session:
        return load_directory(session, folder, now=NOW)


def _events(session: Session, key: str) -> list[AuditEvent]:
    return list(session.exec(select(AuditEvent).where(AuditEvent.key == key)))


def test_a_second_load_changes_nothing(region: Engine) -> None:
    before = row_counts(region)

    assert _load(region, FIXTURES).nothing_changed
    assert row_counts(region) == before


def test_a_second_load_says_that_nothing_changed(engine: Engine, database_url: str, tmp_path: Path) -> None:
    folder = _folder(tmp_path)

    first, second = sursur(database_url, "load", folder), sursur(database_url, "load", folder)

    assert (first.code, "Nothing changed" in first.out) == (0, False)
    assert (second.code, "Nothing changed" in second.out) == (0, True)


def test_an_edited_row_is_updated_once_and_audited(engine: Engine, tmp_path: Path) -> None:
    _load(engine, _folder(tmp_path))
    edited = _folder(tmp_path, offers=[OFFER | {"capacity": 5}])

    tallies = [_load(engine, edited).tallies["offers"] for _ in range(2)]

    assert [(one.changed, one.unchanged) for one in tallies] == [(1, 0), (0, 1)]
    with reading(engine) as session:
        offer = session.get_one(Offer, "off-1")
        assert (offer.capacity, offer.version) == (5, 2)
        created, updated = _events(session, "off-1")
        assert (created.action, updated.action) == ("offer.created", "offer.updated")
        assert (updated.change, updated.at) == ({"capacity": ["3", "5"]}, NOW)


def test_a_value_taken_out_of_a_row_is_taken_out_of_the_database(engine: Engine, tmp_path: Path) -> None:
    _load(engine, _folder(tmp_path))

    _load(engine, _folder(tmp_path, offers=[{name: OFFER[name] for name in OFFER if name != "capacity"}]))

    with reading(engine) as session:
        assert session.get_one(Offer, "off-1").capacity is None


def test_an_exchange_loses_the_side_that_its_row_lost(engine: Engine, tmp_path: Path) -> None:
    _load(engine, _folder(tmp_path))

    tally = _load(engine, _folder(tmp_path, exchanges=[EXCHANGE | {"funders": []}])).tallies["exchanges"]

    assert tally.changed == 1
    with reading(engine) as session:
        assert {one.role for one in session.exec(select(ExchangeParticipant))} == {"requester", "provider"}


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("organizations", ORGANIZATION | {"id": "x", "kind": "circus"}),
        ("exchanges", EXCHANGE | {"id": "exc-2", "start_year": 2010, "end_year": 2009}),
        ("offers", OFFER | {"id": "off-2", "organization": "nobody-at-all"}),
        ("requests", OFFER | {"id": "req-1", "capacity": 1}),
        ("accounts", {"email": "no address", "name": "Office", "role": "agency"}),
    ],
)
def test_a_bad_row_anywhere_leaves_nothing_written(
    name: str, bad: dict[str, Any], engine: Engine, tmp_path: Path
) -> None:
    good: dict[str, list[dict[str, Any]]] = {
        "organizations": [ORGANIZATION],
        "offers": [OFFER],
        "exchanges": [EXCHANGE],
    }
    before = row_counts(engine)

    with pytest.raises(BadFileError, match=rf"^{name}.jsonl: row \d"):
        _load(engine, _folder(tmp_path, **{name: [*good.get(name, []), bad]}))

    assert row_counts(engine) == before


def test_a_bad_row_of_the_support_matrix_leaves_nothing_written(engine: Engine, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "support_matrix.csv").write_text("place,sector,organization,role,note\nCuba,Helth,ABC-BRA,provider,\n")

    with pytest.raises(BadFileError, match=r"^support_matrix.csv: row 2, column sector"):
        _load(engine, folder)

    assert row_counts(engine)["organization"] == 0


def test_a_row_of_the_support_matrix_names_an_organization_that_is_known(engine: Engine, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "support_matrix.csv").write_text("place,sector,organization,role,note\nCuba,Health,Nobody,provider,\n")

    with pytest.raises(BadFileError, match=r"row 2, column organization: unknown organization 'Nobody'"):
        _load(engine, folder)


def test_a_corrected_cell_of_the_support_matrix_replaces_the_old_one(engine: Engine, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    for role in ("receiver", "provider"):
        (folder / "support_matrix.csv").write_text(
            f"place,sector,organization,role,note\nCuba,Health,abc-bra,{role},\n"
        )
        _load(engine, folder)

    with reading(engine) as session:
        assert [(one.role, one.country) for one in session.exec(select(Support))] == [("provider", "CUB")]
        assert any("support" in one.action for one in session.exec(select(AuditEvent)))


def test_a_folder_without_fixtures_is_refused(engine: Engine, database_url: str, tmp_path: Path) -> None:
    assert "no fixtures" in sursur(database_url, "load", tmp_path).reason

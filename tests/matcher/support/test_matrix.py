"""The support matrix: the document as it is printed, and what the exchanges of the service add to it."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.errors import BadInputError
from matcher.policy import PUBLIC
from matcher.support.entries import Entry, Source
from matcher.support.matrix import MatrixFilter, matrix, matrix_file
from models.database import reading, writing
from models.exchange import ExchangeParticipant
from models.support import SupportRole
from tests.builders import exchange, organization, sides
from tests.conftest import FIXTURES
from tests.matched import put

PRINTED = list(csv.DictReader((FIXTURES / "support_matrix.csv").read_text(encoding="utf-8").splitlines()))


def entries(engine: Engine, **wanted: Any) -> list[Entry]:
    with reading(engine) as session:
        return list(matrix(session, PUBLIC, MatrixFilter(**wanted)).wanted)


def supported(session: Session, key: str, *supporters: str, **fields: Any) -> None:
    """An exchange of Mexico and Brazil that some organizations facilitated."""
    put(session, exchange(key, **{"sectors": ["health"], **fields}), *sides(key))
    for position, one in enumerate(supporters, 2):
        put(session, ExchangeParticipant(exchange=key, position=position, role="facilitator", organization=one))


@pytest.fixture
def supporters(engine: Engine) -> Engine:
    """Two organizations that can support, and no document."""
    with writing(engine) as session:
        put(session, organization("paho", None, acronym="PAHO"), organization("fund-prg", None))
    return engine


def test_with_the_document_alone_the_file_holds_its_cells_and_no_other(region_to_read: Engine) -> None:
    content = matrix_file(entries(region_to_read), "csv").decode()

    found = list(csv.DictReader(io.StringIO(content)))
    assert {row.pop("source") for row in found} == {"document"}
    assert {row.pop("exchanges") for row in found} == {""}
    assert found == PRINTED


@pytest.mark.parametrize(
    ("wanted", "column", "value"),
    [
        ({"place": "ARG"}, "place", "Argentina"),
        ({"place": "Caribbean"}, "place", "Caribbean"),
        ({"sector": "health"}, "sector", "Health"),
        ({"organization": "paho"}, "organization", "PAHO"),
        ({"role": SupportRole.PROVIDER}, "role", "provider"),
    ],
)
def test_a_filter_leaves_the_cells_that_are_wanted(
    wanted: dict[str, Any], column: str, value: str, region_to_read: Engine
) -> None:
    found = list(csv.DictReader(io.StringIO(matrix_file(entries(region_to_read, **wanted), "csv").decode())))

    expected = [row for row in PRINTED if row[column] == value]
    assert [{name: row[name] for name in PRINTED[0]} for row in found] == expected != []


def test_an_exchange_of_the_service_fills_a_cell_for_each_side_and_sector(supporters: Engine) -> None:
    with writing(supporters) as session:
        supported(session, "exc-1", "paho", sectors=["health", "gender"])
        supported(session, "exc-2", "paho")

    found = [(one.country, one.broad_sector, one.name, one.role, one.exchanges) for one in entries(supporters)]

    assert sorted(found) == [
        ("BRA", "gender", "PAHO", "provider", ("exc-1",)),
        ("BRA", "health", "PAHO", "provider", ("exc-1", "exc-2")),
        ("MEX", "gender", "PAHO", "receiver", ("exc-1",)),
        ("MEX", "health", "PAHO", "receiver", ("exc-1", "exc-2")),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"source_document": "some_report"},
        {"shown_in_full": False},
        {"state": "accepted"},
        {"state": "cancelled"},
        {"sectors": []},
    ],
)
def test_what_is_not_public_or_came_from_a_document_fills_nothing(fields: dict[str, Any], supporters: Engine) -> None:
    with writing(supporters) as session:
        supported(session, "exc-1", "paho", **fields)

    assert entries(supporters) == []


def test_who_was_only_invited_to_support_fills_nothing(supporters: Engine) -> None:
    with writing(supporters) as session:
        supported(session, "exc-1")
        invited = {"role": "funder", "organization": "fund-prg", "accepted": False}
        put(session, ExchangeParticipant(exchange="exc-1", position=2, **invited))

    assert entries(supporters) == []


def test_the_sources_are_told_apart_and_places_bear_the_name_of_the_document(region: Engine) -> None:
    with writing(region) as session:
        supported(session, "exc-own", "paho")
        session.get_one(ExchangeParticipant, ("exc-own", 0)).country = "PAN"

    own = entries(region, source=Source.SERVICE)

    assert len(entries(region, source=Source.DOCUMENT)) == len(PRINTED)
    assert len(entries(region)) == len(PRINTED) + len(own)
    assert {(one.place, one.role) for one in own} == {("Panamá", "receiver"), ("Brazil", "provider")}


def test_a_file_is_written_in_the_forms_that_are_known(region_to_read: Engine) -> None:
    for form in ("csv", "json", "jsonl", "xlsx"):
        assert matrix_file(entries(region_to_read), form) != b""
    with pytest.raises(BadInputError, match="choose csv, json, jsonl, xlsx"):
        matrix_file([], "pdf")

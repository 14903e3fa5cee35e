"""Views as files: tables with codes for programs, charts with names for people."""

import json
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import openpyxl
import pytest
from sqlmodel import Session

from matcher.analytics.asked import Asked
from matcher.analytics.files import as_file
from matcher.analytics.groups import Group, looked_at
from matcher.analytics.wanted import Level, Wanted
from matcher.errors import NotFoundError
from matcher.policy import PUBLIC
from tests import builders
from tests.matched import put
from tests.matcher.analytics.exchanged import exchanged


@pytest.fixture
def filled(session: Session) -> Session:
    exchanged(session, "exc-1", "R:MEX P:BRA")
    exchanged(session, "exc-2", "R:MEX P:BRA")
    exchanged(session, "exc-3", "R:BRA P:CUB")
    return session


def written(session: Session, form: str, language: str = "en", chart: str | None = None) -> bytes:
    view, table = looked_at(Group.NETWORK, "flows", Asked(session, PUBLIC, Wanted(), date(2026, 11, 22)))
    return as_file(session, view, table, form, chart=chart, language=language)


def test_tables_hold_codes(filled: Session) -> None:
    assert written(filled, "csv").decode().splitlines() == [
        "provider,recipient,exchanges",
        "BRA,MEX,2",
        "CUB,BRA,1",
    ]
    assert json.loads(written(filled, "json"))[0] == {"provider": "BRA", "recipient": "MEX", "exchanges": 2}
    assert openpyxl.load_workbook(BytesIO(written(filled, "xlsx"))).active is not None


def test_charts_tell_names_in_the_language_asked_for(filled: Session) -> None:
    drawn = written(filled, "svg", "es").decode()

    assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert "Brasil" in drawn
    assert "Brazil" not in drawn


@pytest.mark.parametrize("form", ["svg", "png", "csv", "jsonl"])
def test_the_same_view_gives_the_same_file(filled: Session, form: str) -> None:
    assert written(filled, form) == written(filled, form)


def test_a_picture_for_print_is_a_png(filled: Session) -> None:
    assert written(filled, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize(("form", "chart", "hint"), [("pdf", None, "csv, json"), ("svg", "pie", "matrix")])
def test_what_there_is_not_is_refused_with_what_there_is(
    filled: Session, form: str, chart: str | None, hint: str
) -> None:
    with pytest.raises(NotFoundError, match=hint):
        written(filled, form, chart=chart)


def test_names_cannot_break_out_of_a_chart(session: Session) -> None:
    for key, country in (("one", "BRA"), ("two", "MEX")):
        put(session, builders.organization(key, country, name=f"{key} <script>\"'&amp;</script>"))
    exchanged(session, "exc-1", "R:MEX:two P:BRA:one")
    wanted = Asked(session, PUBLIC, Wanted(level=Level.ORGANIZATION), date(2026, 11, 22))
    view, table = looked_at(Group.NETWORK, "flows", wanted)

    drawn = as_file(session, view, table, "svg").decode()

    assert "&lt;script" in drawn
    assert "<script" not in drawn
    assert ElementTree.fromstring(drawn) is not None

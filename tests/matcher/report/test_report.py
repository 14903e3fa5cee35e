"""The report as a whole: every figure stands in a table, in every language, also where there is nothing."""

import csv
import io
import json
import re
from dataclasses import asdict, replace
from html import unescape
from zipfile import ZipFile

import pytest
import typst
from sqlmodel import Session

from locales import LANGUAGES
from matcher.errors import BadInputError, NotFoundError
from matcher.policy import PUBLIC
from matcher.report.answering import Answers, answers
from matcher.report.chapters import CHAPTERS
from matcher.report.composing import composed
from matcher.report.document import Document
from matcher.report.making import report
from matcher.report.paging import as_html
from matcher.report.sentences import Counted, Place, Rows
from matcher.report.setting import TEMPLATE, as_pdf
from matcher.report.tables import LIST, table_files
from tests.matcher.report.conftest import wish

MARKUP = '#panic("x") *a* $x$ `r` <b>"q"</b> \\ </style>'
"""What would be a command in Typst or a tag in HTML."""


def told(session: Session, language: str = "en") -> tuple[Answers, Document]:
    """The answers of a year and the report made of them."""
    asked = wish(session)
    found = answers(asked)
    return found, composed(asked, found, language)


def read(content: bytes) -> list[dict[str, str]]:
    """The rows of a file."""
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_every_chapter_asks_views_and_charts_that_there_are() -> None:
    parts = [one for chapter in CHAPTERS for one in chapter.parts]

    assert {chart for one in parts for chart in one.charts if chart not in one.view_of(2026).drawings} == set()


def test_every_figure_of_a_sentence_stands_in_the_file_that_is_named(region: Session) -> None:
    found, _ = told(region)
    files = table_files(found)
    listed = {row["file"]: row for row in read(files[LIST])}
    checked = 0
    for one in found.tables:
        rows = read(files[one.file])
        for sentence in one.part.said(one.table) if one.table.rows else ():
            for figure in sentence.figures.values():
                if isinstance(figure, Place):
                    value = figure.of(one.table)[1]
                    assert rows[figure.row][figure.column] == ("" if value is None else str(value))
                if isinstance(figure, Rows):
                    assert listed[one.file]["rows"] == str(len(rows))
                if isinstance(figure, Counted):
                    assert listed[one.file]["counted"] == str(one.table.counted)
                checked += 1
    assert checked > 15


def test_sentences_hold_no_figure_but_those_of_their_table(region: Session) -> None:
    found, _ = told(region)
    said = [s.said for one in found.tables if one.table.rows for s in one.part.said(one.table)]

    assert len(said) > 5
    assert [one.template for one in said if re.search(r"\d", re.sub(r"95 %|1 would mean", "", one.template))] == []
    assert [one.values for one in said if one.values] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_holds_charts_captions_and_tables(region: Session, language: str) -> None:
    found, document = told(region, language)
    html = as_html(document, table_files(found)).decode()

    assert f'<html lang="{language}">' in html
    assert html.count("<img ") == html.count('alt="') == sum(len(p.charts) for c in document.chapters for p in c.parts)
    assert html.count("<caption>") == len([one for one in document.tables if one.rows])
    assert html.count("<th ") == html.count("<th scope=")
    assert re.findall(r"<h([1-6])", html)[0] == "1"
    assert not re.search(r'(src|href)="(?!data:|#)', html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_made_in_every_language_and_is_the_same_twice(region: Session, language: str) -> None:
    first, second = (report(wish(region), "pdf", language).content for _ in range(2))

    assert first.startswith(b"%PDF-1.7")
    assert len(first) > 50_000
    assert first == second
    assert f"<rdf:li>{language}</rdf:li>".encode() in first
    assert b"pdfuaid:part>1<" in first


def test_an_empty_service_reports_that_there_is_nothing(session: Session) -> None:
    found, document = told(session)
    first = document.chapters[0].parts[0]

    assert first.sentences == ["Nothing is on record for 2026."]
    assert document.annex.nothing == "Nothing is on record for 2026."
    assert as_pdf(document, table_files(found)).startswith(b"%PDF")
    assert "Nothing is on record for 2026." in as_html(document, table_files(found)).decode()


def test_what_people_wrote_is_never_markup(region: Session) -> None:
    found, document = told(region)
    annex = replace(document.annex, title=MARKUP, sentences=[MARKUP], notes=[MARKUP])
    annex = replace(annex, table=replace(annex.table, title=MARKUP, rows=[[MARKUP] * 4]))
    document = replace(document, title=MARKUP, annex=annex)

    assert as_pdf(document, table_files(found)).startswith(b"%PDF")
    assert MARKUP in headings(document)
    html = as_html(document, table_files(found)).decode()
    assert "<b>" not in html
    assert MARKUP in unescape(html)


def headings(document: Document) -> list[str]:
    """The headings as Typst sets them."""
    sent = {"sent": json.dumps({"document": asdict(document), "files": {}})}
    found = typst.query(TEMPLATE.read_bytes(), "heading", field="body", sys_inputs=sent, ignore_system_fonts=True)
    return [one.get("text", "") for one in json.loads(found)]


def test_the_archive_holds_every_table_and_the_list_of_them(region: Session) -> None:
    made = report(wish(region), "zip", "en")
    with ZipFile(io.BytesIO(made.content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}

    assert held == made.tables
    assert [row["file"] for row in read(held[LIST])] == [name for name in held if name != LIST]
    assert report(wish(region), "zip", "es").content == made.content


def test_flows_are_those_of_exchanges_that_went_on_in_the_year(region: Session) -> None:
    flows = next(one for one in answers(wish(region)).tables if one.view.name == "flows")

    assert sorted(flows.table.rows) == [("BRA", "MEX", 2)]


def test_a_reader_who_may_not_look_at_demand_is_told_what_his_copy_lacks(region: Session) -> None:
    assert answers(wish(region, actor=PUBLIC)).held_back
    assert not answers(wish(region)).held_back


@pytest.mark.parametrize(("year", "says"), [(2027, "lies ahead"), (1944, "too early")])
def test_a_year_of_which_there_can_be_nothing_is_refused(session: Session, year: int, says: str) -> None:
    with pytest.raises(BadInputError, match=says):
        report(wish(session, year), "pdf", "en")


def test_unknown_formats_and_languages_are_refused(session: Session) -> None:
    with pytest.raises(NotFoundError, match="choose pdf, html, zip"):
        report(wish(session), "docx", "en")
    with pytest.raises(BadInputError, match="choose en, es, pt, fr"):
        report(wish(session), "pdf", "de")

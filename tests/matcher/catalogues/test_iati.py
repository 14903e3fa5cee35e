"""IATI activities come in as past exchanges; each other one has the reason why it is none."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.exporting import ExportKind, content_of
from matcher.exporting.edition import Edition
from matcher.intake.problems import BadFileError
from models.catalogue import CatalogueKind
from models.database import reading
from models.exchange import Exchange, ExchangeParticipant
from tests.conftest import NOW
from tests.matcher.catalogues.bringing import brought

MILK = {
    "id": "BR-ABC-1",
    "title": "Human milk banks in Guatemala",
    "side": '<participating-org ref="BR-ABC" role="4"><narrative>Agência Brasileira de Cooperação</narrative>'
    "</participating-org>",
    "status": "4",
    "dates": '<activity-date type="2" iso-date="2015-02-01"/><activity-date type="4" iso-date="2016-11-30"/>',
    "to": '<recipient-country code="GT" percentage="70"/><recipient-country code="HN" percentage="30"/>',
    "sector": '<sector vocabulary="1" code="12240"/>',
}


def iati(folder: Path, *activities: dict[str, str], version: str = "2.03", before: str = "") -> Path:
    """An IATI file; what an activity leaves out is that of `MILK`."""
    told = "".join(
        "<iati-activity xml:lang='en'><iati-identifier>{id}</iati-identifier><title><narrative>{title}</narrative>"
        "</title><description><narrative>Staff were trained.</narrative></description>{side}<activity-status "
        "code='{status}'/>{dates}{to}{sector}</iati-activity>".format(**MILK | one)
        for one in activities
    )
    path = folder / "activities.xml"
    path.write_text(f"{before}<iati-activities version='{version}'>{told}</iati-activities>", encoding="utf-8")
    return path


def test_an_activity_becomes_a_past_exchange(known: Engine, tmp_path: Path) -> None:
    [one] = brought(known, iati(tmp_path, {}), CatalogueKind.ACTIVITIES).outcomes

    with reading(known) as session:
        exchange = session.get_one(Exchange, one.key)
        sides = session.exec(select(ExchangeParticipant).where(ExchangeParticipant.exchange == one.key)).all()
    assert (exchange.title, exchange.state) == (MILK["title"], "completed")
    assert (exchange.start_year, exchange.end_year) == (2015, 2016)
    assert exchange.sectors
    assert {(side.role, side.country, side.organization) for side in sides} == {
        ("requester", "GTM", None),
        ("provider", "BRA", "abc-bra"),
        ("requester", "HND", None),
    }


@pytest.mark.parametrize(
    ("activity", "reason"),
    [
        ({"status": "1"}, "it is only planned"),
        ({"status": "5"}, "it was cancelled"),
        ({"dates": '<activity-date type="1" iso-date="2031-01-01"/>'}, "it begins on 2031-01-01 only"),
        ({"to": ""}, "it names no recipient country that we know"),
        ({"to": '<recipient-country code="BR"/>'}, "it stays within BRA"),
        ({"to": '<recipient-country code="DE"/>'}, "no developing country receives"),
        ({"side": '<participating-org ref="GB-GOV-1" role="4"/>'}, "its provider, GBR, is no developing country"),
        (
            {"side": '<participating-org ref="XM-DAC-41114" role="1"/>'},
            "no side that provides has a country that we know",
        ),
        ({"id": ""}, "it has no identifier"),
    ],
)
def test_one_that_is_no_exchange_between_developing_countries_is_left_out(
    activity: dict[str, str], reason: str, known: Engine, tmp_path: Path
) -> None:
    [one] = brought(known, iati(tmp_path, activity), CatalogueKind.ACTIVITIES).outcomes

    assert (one.became, str(one.why)) == ("skipped", reason)


def test_the_same_activity_of_two_publishers_is_one_exchange(known: Engine, tmp_path: Path) -> None:
    found = brought(known, iati(tmp_path, {}, {"id": "XM-2"}), CatalogueKind.ACTIVITIES)

    assert [one.became for one in found.outcomes] == ["new", "seen"]
    assert found.outcomes[0].key == found.outcomes[1].key


@pytest.mark.parametrize(
    ("before", "version", "reason"),
    [
        ("<!DOCTYPE a [<!ENTITY b 'bbbb'>]>", "2.03", "not an IATI file"),
        ("", "1.05", "not an IATI file of version 2"),
        ("oops", "2.03", "not an IATI file"),
    ],
)
def test_what_is_no_iati_file_is_refused(before: str, version: str, reason: str, known: Engine, tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match=reason):
        brought(known, iati(tmp_path, {}, version=version, before=before), CatalogueKind.ACTIVITIES)


def test_our_own_export_brings_nothing(known: Engine, tmp_path: Path) -> None:
    path = tmp_path / "ours.xml"
    with reading(known) as session:
        content, count = content_of(session, ExportKind.IATI, "xml", Edition("https://sursur.example", NOW))
    path.write_bytes(content)

    found = brought(known, path, CatalogueKind.ACTIVITIES)

    assert found.counts == {"skipped": count}
    assert {str(one.why) for one in found.outcomes} == {"it came from here"}

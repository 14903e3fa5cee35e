"""The exchange network and the IATI file open in the tools that they are for."""

import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from sqlalchemy import Engine

from matcher.exporting import ExportKind, export
from matcher.exporting.network import exchange_network
from models.database import reading, writing
from models.exchange import exchanges_with_participants
from tests.builders import exchange, sides

REQUIRED = (
    "iati-identifier",
    "reporting-org",
    "title",
    "description",
    "participating-org",
    "activity-status",
    "activity-date",
)
"""The elements of an activity that the schema of IATI 2.03 gives a minOccurs of 1."""
ORDER = (*REQUIRED, "recipient-country", "recipient-region", "sector")
"""The order of that schema's sequence."""


def _activities(engine: Engine, path: Path) -> ET.Element:
    with reading(engine) as session:
        export(session, ExportKind.IATI, path)
    return ET.fromstring(path.read_bytes())


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_the_network_opens_with_every_node_and_edge(
    form: str, read: "Callable[[Path], nx.Graph[str]]", region_to_read: Engine, tmp_path: Path
) -> None:
    path = tmp_path / f"network.{form}"
    with reading(region_to_read) as session:
        network = exchange_network(session)
        assert export(session, ExportKind.NETWORK, path) == network.number_of_edges() >= 60

    found = read(path)

    assert (set(found.nodes), found.number_of_edges()) == (set(network.nodes), network.number_of_edges())
    assert found.is_directed()


def test_an_edge_runs_from_the_country_that_taught_to_the_one_that_learned(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(exchange())
        session.flush()
        session.add_all(sides(requester="MEX", provider="BRA"))

    with reading(engine) as session:
        assert list(exchange_network(session).edges()) == [("BRA", "MEX")]


def test_every_activity_has_what_the_standard_requires(region_to_read: Engine, tmp_path: Path) -> None:
    root = _activities(region_to_read, tmp_path / "iati.xml")

    assert (root.tag, root.get("version")) == ("iati-activities", "2.03")
    with reading(region_to_read) as session:
        dated = [row for row, _ in exchanges_with_participants(session) if row.start_year or row.end_year]
    assert len(root) == len(dated) > 30
    lacking = {
        activity.findtext("iati-identifier"): [name for name in REQUIRED if activity.find(name) is None]
        for activity in root
    }
    assert {key: names for key, names in lacking.items() if names} == {}


def test_elements_follow_the_order_of_the_schema(region_to_read: Engine, tmp_path: Path) -> None:
    for activity in _activities(region_to_read, tmp_path / "iati.xml"):
        places = [ORDER.index(element.tag) for element in activity]
        assert places == sorted(places)


def test_percentages_of_sectors_and_of_countries_sum_to_one_hundred(region_to_read: Engine, tmp_path: Path) -> None:
    for activity in _activities(region_to_read, tmp_path / "iati.xml"):
        sums: dict[str, float] = defaultdict(float)
        for element in activity:
            if "percentage" in element.attrib:
                sums[element.tag] += float(element.attrib["percentage"])
        assert set(sums) == {"recipient-country", "sector"}
        assert set(sums.values()) == {100.0}


def test_identifiers_are_unique_and_begin_with_the_reporter(region_to_read: Engine, tmp_path: Path) -> None:
    root = _activities(region_to_read, tmp_path / "iati.xml")

    keys = [str(one.findtext("iati-identifier")) for one in root]
    assert len(set(keys)) == len(keys)
    for activity, key in zip(root, keys, strict=True):
        assert key.startswith(f"{activity.find('reporting-org').attrib['ref']}-")  # type: ignore[union-attr]


def test_every_narrative_says_something(region_to_read: Engine, tmp_path: Path) -> None:
    assert all((one.text or "").strip() for one in _activities(region_to_read, tmp_path / "iati.xml").iter("narrative"))


def test_a_file_with_the_words_of_xml_in_a_title_still_opens(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as session:
        session.add(exchange(title='Agua & "saneamiento" <rural>', text="a < b", start_year=2010))
        session.flush()
        session.add_all(sides())

    [activity] = _activities(engine, tmp_path / "iati.xml")

    assert activity.findtext("title/narrative") == 'Agua & "saneamiento" <rural>'

"""The data package as those meet it who take it away: valid, complete, the same each time."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import frictionless
import networkx as nx
import pytest
from sqlalchemy import Engine

from matcher.exporting import EXPORTS, Edition, ExportKind, content_of
from matcher.exporting.network import exchange_network
from models import taxonomy
from models.database import reading
from tests.conftest import NOW

EDITION = Edition("https://sursur.example", NOW)


def packed(engine: Engine, edition: Edition = EDITION) -> bytes:
    with reading(engine) as session:
        return content_of(session, ExportKind.DATAPACKAGE, "zip", edition)[0]


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def described(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found: dict[str, Any] = json.loads(archive.read("datapackage.json"))
    return found


def faults(folder: Path) -> list[tuple[str, str]]:
    """What is wrong with a package, by file and kind of fault."""
    report = frictionless.Package(folder / "datapackage.json").validate()
    return [(task.name, error.type) for task in report.tasks for error in task.errors] + [
        ("datapackage", error.type) for error in report.errors
    ]


def test_the_package_of_the_region_is_valid(matched: Engine, tmp_path: Path) -> None:
    path = tmp_path / "datapackage.zip"
    path.write_bytes(packed(matched))

    report = frictionless.validate(path)

    assert report.flatten(["title", "note"]) == []
    assert report.valid
    rows = {task.name: task.stats.get("rows", 0) for task in report.tasks}
    assert {"exchanges": 100, "requests": 115, "offers": 187, "sectors": 30}.items() <= rows.items()
    assert min(rows[one] for one in ("matches", "mechanisms", "practices", "organizations", "network-edges")) > 20


@pytest.mark.long
@pytest.mark.parametrize(
    ("table", "column", "value", "fault"),
    [
        ("exchanges", "provider_country", "XXX", "foreign-key"),
        ("requests", "organization", "nobody", "foreign-key"),
        ("exchanges", "modality", "telepathy", "constraint-error"),
        ("exchanges", "outcome", "7.5", "constraint-error"),
        ("offers", "text", "", "constraint-error"),
        ("countries", "alpha2", "aw", "constraint-error"),
        ("countries", "code", "AFG", "primary-key"),
        ("requests", "expires_on", "soon", "type-error"),
        ("sectors", "sdgs", "three|4", "type-error"),
    ],
)
def test_the_description_tells_what_is_wrong_with_a_table(
    table: str, column: str, value: str, fault: str, region_to_read: Engine, tmp_path: Path
) -> None:
    folder = unpacked(packed(region_to_read), tmp_path)
    _forget_sizes(folder)
    path = folder / "data" / f"{table}.csv"
    columns, first, *others = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    first[columns.index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, first, *others])

    assert (table, fault) in faults(folder)


def _forget_sizes(folder: Path) -> None:
    path = folder / "datapackage.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    for resource in found["resources"]:
        del resource["bytes"], resource["hash"]
    path.write_text(json.dumps(found), encoding="utf-8")


def test_a_file_that_was_changed_on_the_way_is_found_out(region_to_read: Engine, tmp_path: Path) -> None:
    folder = unpacked(packed(region_to_read), tmp_path)
    path = folder / "data" / "sectors.csv"
    path.write_bytes(path.read_bytes().replace(b"Health", b"Wealth", 1))

    assert faults(folder) == [("sectors", "hash-count")]


@pytest.mark.long
def test_the_same_data_give_the_same_bytes(matched: Engine) -> None:
    first = packed(matched)

    assert packed(matched) == first
    assert packed(matched, Edition("https://sursur.example", NOW + timedelta(days=1))) != first


def test_the_package_says_where_it_is_from_when_and_on_which_terms(region_to_read: Engine) -> None:
    found = described(packed(region_to_read))

    assert (found["created"], found["version"]) == ("2026-11-23T07:00:00Z", "2026-11-23")
    assert found["homepage"] == "https://sursur.example/data"
    terms = {one["name"]: one["licenses"] for one in found["resources"]}
    assert all(len(one) == 1 for one in terms.values())
    assert terms["sectors"][0]["name"] == "CC-BY-4.0"
    assert "name them when you quote" in terms["requests"][0]["title"]
    assert terms["requests"][0]["path"] == "https://sursur.example/data#use"
    assert "contributors" not in found


def test_an_installation_names_the_licence_that_its_institutions_gave(region_to_read: Engine) -> None:
    content = packed(region_to_read, Edition("https://sursur.example", NOW, "CC-BY-SA-4.0"))

    terms = {one["name"]: one["licenses"][0]["name"] for one in described(content)["resources"]}
    assert (terms["offers"], terms["countries"]) == ("CC-BY-SA-4.0", "CC-BY-4.0")


def test_without_address_and_moment_the_package_names_none(region_to_read: Engine, tmp_path: Path) -> None:
    content = packed(region_to_read, Edition())

    assert {"created", "version", "homepage"} & described(content).keys() == set()
    assert faults(unpacked(content, tmp_path)) == []


def test_the_package_holds_what_is_also_exported_alone(region_to_read: Engine, tmp_path: Path) -> None:
    folder = unpacked(packed(region_to_read), tmp_path)

    listed = {one["path"] for one in json.loads((folder / "datapackage.json").read_text())["resources"]}
    assert {"network.graphml", "network.gexf", "iati.xml"} < listed
    found = {str(path.relative_to(folder)) for path in folder.rglob("*.*")}
    assert found == listed | {"datapackage.json", "README.md", "codebook.md"}
    with reading(region_to_read) as session:
        for path in listed:
            kind, form = Path(path).stem, Path(path).suffix[1:]
            content, _ = content_of(session, ExportKind(kind), form, EDITION)
            assert (folder / path).read_bytes() == content, path
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert [path for path in listed if f"`{path}`" not in readme] == []


def test_every_table_is_in_the_package(region_to_read: Engine) -> None:
    tables = {str(kind) for kind, one in EXPORTS.items() if "csv" in one.formats}

    assert {one["name"] for one in described(packed(region_to_read))["resources"] if "schema" in one} == tables


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_the_network_opens_again_as_it_was(
    form: str, read: "Callable[[Path], nx.MultiDiGraph[str]]", region_to_read: Engine, tmp_path: Path
) -> None:
    found = read(unpacked(packed(region_to_read), tmp_path) / f"network.{form}")

    with reading(region_to_read) as session:
        network = exchange_network(session)
    assert dict(found.nodes(data=True)) == dict(network.nodes(data=True))
    assert found.is_directed()
    assert _edges(found) == _edges(network)
    assert len(_edges(network)) > 100
    years = [edge["year"] for _, _, edge in _edges(found).values() if "year" in edge]
    assert years
    assert min(years) > 1945


def _edges(network: "nx.MultiDiGraph[str]") -> dict[str, tuple[str, str, dict[str, Any]]]:
    """The edges by identifier, with their attributes but for the identifier itself."""
    assert network.is_multigraph()
    return {
        key: (one, other, {name: value for name, value in edge.items() if name != "id"})
        for one, other, key, edge in network.edges(keys=True, data=True)
    }


def test_the_crosswalk_goes_from_every_sector_to_the_dac_and_to_goals(region_to_read: Engine, tmp_path: Path) -> None:
    folder = unpacked(packed(region_to_read), tmp_path)

    with frictionless.Package(folder / "datapackage.json").get_resource("sectors") as table:
        rows = {row["slug"]: row.to_dict() for row in table.row_stream}
    assert set(rows) == set(taxonomy.sectors())
    for row in rows.values():
        assert all(len(code) == 3 for code in row["dac_codes"])
        assert all(1 <= goal <= 17 for goal in row["sdgs"])
        assert row["dac_codes"]
        assert row["sdgs"]
    assert (rows["water-sanitation"]["dac_codes"], rows["water-sanitation"]["sdgs"]) == (["140"], [6])

"""The exchange network: countries are nodes, each exchange between two of them is an edge."""

import io
from datetime import datetime

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from sqlmodel import Session

from matcher.exporting.formats import SEPARATOR, Rows
from matcher.matching.records import exchange_records
from models import taxonomy
from models.exchange import exchanges_with_participants


def network_edges(session: Session) -> Rows:
    """The edges: one for each pair of a country that taught and one that learned in an exchange."""
    columns = ("id", "exchange", "provider_country", "requester_country", "title", "sectors", "modality", "year")
    rows = [
        {
            "id": f"{one.id}#{number}",
            "exchange": one.id,
            "provider_country": one.provider_country,
            "requester_country": one.requester_country,
            "title": one.title,
            "sectors": one.sectors,
            "modality": one.modality,
            "year": one.year,
        }
        for row, sides in exchanges_with_participants(session)
        for number, one in enumerate(exchange_records(row, sides))
        if one.provider_country and one.requester_country
    ]
    return columns, rows


def exchange_network(session: Session) -> "nx.MultiDiGraph[str]":
    """Every exchange as an edge from the country that taught to the one that learned. The nodes stand in the order of
    their codes, the edges in that of their identifiers; an attribute that is unknown is left out."""
    _, edges = network_edges(session)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for code in sorted({edge[side] for edge in edges for side in ("provider_country", "requester_country")}):
        region = taxonomy.countries()[code].region
        network.add_node(code, label=taxonomy.country_name(code, "en"), region=region)
    for edge in edges:
        told = {name: edge[name] for name in ("exchange", "title", "modality", "year") if edge[name]}
        ends = edge["provider_country"], edge["requester_country"]
        network.add_edge(*ends, key=edge["id"], **told, sectors=SEPARATOR.join(edge["sectors"]))
    return network


def written_network(network: "nx.MultiDiGraph[str]", form: str, *, created: datetime | None = None) -> bytes:
    """A network as `graphml` or `gexf`; the same network gives the same bytes."""
    content = io.BytesIO()
    if form == "graphml":
        nx.write_graphml_xml(network, content)
        return content.getvalue()
    named = network.copy()
    for _, _, key, edge in named.edges(keys=True, data=True):
        edge["id"] = key
    _gexf(named, created).write(content)
    return content.getvalue()


def _gexf(network: "nx.MultiDiGraph[str]", created: datetime | None) -> GEXFWriter:
    """A writer that tells who made the file and when, in place of the library and the day of writing."""
    writer = GEXFWriter(network, version="1.2draft")
    meta = writer.xml.find("meta")
    meta.find("creator").text = "Sursur"
    del meta.attrib["lastmodifieddate"]
    if created is not None:
        meta.set("lastmodifieddate", created.date().isoformat())
    return writer

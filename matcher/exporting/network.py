"""The exchange network as a file: countries are nodes, each exchange between two of them is an edge."""

import io
from pathlib import Path

import networkx as nx
from sqlmodel import Session

from matcher.files import write_whole
from matcher.matching.records import exchange_records
from models import taxonomy
from models.exchange import exchanges_with_participants


def exchange_network(session: Session) -> "nx.MultiDiGraph[str]":
    """Every exchange as an edge from the country that taught to the one that learned."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row, sides in exchanges_with_participants(session):
        for number, one in enumerate(exchange_records(row, sides)):
            if one.provider_country is None or one.requester_country is None:
                continue
            for code in (one.provider_country, one.requester_country):
                country = taxonomy.countries()[code]
                network.add_node(code, label=taxonomy.country_name(code, "en"), region=country.region)
            network.add_edge(
                one.provider_country,
                one.requester_country,
                key=f"{one.id}#{number}",
                exchange=one.id,
                title=one.title,
                sectors="|".join(one.sectors),
                modality=one.modality or "",
                year=one.year or 0,
            )
    return network


def write_network(network: "nx.MultiDiGraph[str]", path: Path, form: str) -> None:
    """Writes a network as `graphml` or `gexf`."""
    content = io.BytesIO()
    if form == "graphml":
        nx.write_graphml(network, content)
    else:
        nx.write_gexf(network, content, version="1.2draft")
    write_whole(path, content.getvalue())

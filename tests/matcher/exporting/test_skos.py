"""The lexicon leaves as a thesaurus that other tools can read."""

from pathlib import Path

from rdflib import RDF, SKOS, Graph, Literal
from sqlalchemy import Engine

from matcher.exporting import ExportKind, export
from matcher.exporting.skos import ADDRESSES, CONCEPTS, GOALS, SECTORS
from models.database import reading
from scoring.text.lexicon import concepts


def test_the_thesaurus_holds_every_concept_with_labels_links_and_sector(region_to_read: Engine, tmp_path: Path) -> None:
    path = tmp_path / "lexicon.ttl"
    with reading(region_to_read) as session:
        assert export(session, ExportKind.LEXICON, path) == len(concepts())
    graph = Graph().parse(path, format="turtle")
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(concepts())
    feeding = CONCEPTS["school-feeding"]
    assert Literal(concepts()["school-feeding"].terms["es"][0], "es") in graph.objects(feeding, SKOS.prefLabel)
    assert {str(one).rsplit(":", 1)[1] for one in graph.objects(feeding, ADDRESSES)} == set(
        concepts()["school-feeding"].addresses
    )
    assert graph.value(feeding, SKOS.relatedMatch) == GOALS[str(concepts()["school-feeding"].sdg)]
    assert (SECTORS[concepts()["school-feeding"].sector], SKOS.member, feeding) in graph
    one_label = [len(list(graph.objects(CONCEPTS[slug], SKOS.prefLabel))) for slug in concepts()]
    assert set(one_label) == {4}

"""The lexicon leaves as a thesaurus that other tools can read."""

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal
from rdflib.compare import isomorphic
from sqlalchemy import Engine

from matcher.exporting import ExportKind, export
from matcher.exporting.skos import ADDRESSES, CONCEPTS, GOALS, SECTORS, graph_of
from models.database import reading
from scoring.text.lexicon import concepts


@pytest.mark.long
def test_the_thesaurus_holds_every_concept_with_labels_links_and_sector() -> None:
    graph, feeding = graph_of(concepts().values()), CONCEPTS["school-feeding"]

    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(concepts())
    assert Literal(concepts()["school-feeding"].terms["es"][0], "es") in graph.objects(feeding, SKOS.prefLabel)
    assert {str(one).rsplit(":", 1)[1] for one in graph.objects(feeding, ADDRESSES)} == set(
        concepts()["school-feeding"].addresses
    )
    assert graph.value(feeding, SKOS.relatedMatch) == GOALS[str(concepts()["school-feeding"].sdg)]
    assert (SECTORS[concepts()["school-feeding"].sector], SKOS.member, feeding) in graph
    one_label = [len(list(graph.objects(CONCEPTS[slug], SKOS.prefLabel))) for slug in concepts()]
    assert set(one_label) == {4}


def test_a_concept_of_no_goal_names_none() -> None:
    goalless = replace(concepts()["school-feeding"], sdg=None)

    assert graph_of([goalless]).value(CONCEPTS["school-feeding"], SKOS.relatedMatch) is None


def test_what_is_written_reads_back_as_the_same_statements() -> None:
    some = graph_of(list(concepts().values())[:40])

    assert isomorphic(Graph().parse(data=some.serialize(format="turtle"), format="turtle"), some)


@pytest.mark.long
def test_the_file_holds_all_of_it(region_to_read: Engine, tmp_path: Path) -> None:
    path = tmp_path / "lexicon.ttl"
    with reading(region_to_read) as session:
        assert export(session, ExportKind.LEXICON, path) == len(concepts())
    assert path.read_text(encoding="utf-8").count("a skos:Concept ;") == len(concepts())

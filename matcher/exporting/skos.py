"""The lexicon as a thesaurus in SKOS (W3C Simple Knowledge Organization System, 2009), written in Turtle."""

from collections.abc import Iterable

from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from models import taxonomy
from scoring.text.lexicon import Concept, concepts

CONCEPTS = Namespace("urn:x-sursur:concept:")
SECTORS = Namespace("urn:x-sursur:sector:")
SCHEME = URIRef("urn:x-sursur:lexicon")
ADDRESSES = URIRef("urn:x-sursur:addresses")
GOALS = Namespace("http://metadata.un.org/sdg/")
TITLES = {
    "en": "Lexicon of development cooperation",
    "es": "Léxico de la cooperación para el desarrollo",
    "pt": "Léxico da cooperação para o desenvolvimento",
    "fr": "Lexique de la coopération au développement",
}


def thesaurus() -> tuple[bytes, int]:
    """The lexicon in Turtle, and how many concepts it holds."""
    return graph_of(concepts().values()).serialize(format="turtle", encoding="utf-8"), len(concepts())


def graph_of(found: Iterable[Concept]) -> Graph:
    """The statements of a thesaurus.

    Best terms are preferred labels, the others alternative ones; the words around a concept are hidden labels, since
    they serve searching only. `addresses` is a relation of its own, from a solution to a problem; sectors are
    collections, goals the United Nations' own identifiers.
    """
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.add((SCHEME, RDF.type, SKOS.ConceptScheme))
    _label(graph, SCHEME, TITLES)
    graph.add((ADDRESSES, RDFS.subPropertyOf, SKOS.related))
    graph.add((ADDRESSES, RDFS.label, Literal("helps with the problem", "en")))
    for sector in taxonomy.sectors().values():
        graph.add((SECTORS[sector.slug], RDF.type, SKOS.Collection))
        _label(graph, SECTORS[sector.slug], sector.names)
    for concept in found:
        _add(graph, concept)
    return graph


def _label(graph: Graph, thing: URIRef, names: dict[str, str]) -> None:
    for language, name in names.items():
        graph.add((thing, SKOS.prefLabel, Literal(name, language)))


def _add(graph: Graph, concept: Concept) -> None:
    one = CONCEPTS[concept.slug]
    graph.add((one, RDF.type, SKOS.Concept))
    graph.add((one, SKOS.inScheme, SCHEME))
    graph.add((SECTORS[concept.sector], SKOS.member, one))
    for language, (best, *others) in concept.terms.items():
        graph.add((one, SKOS.prefLabel, Literal(best, language)))
        for term in others:
            graph.add((one, SKOS.altLabel, Literal(term, language)))
    for word in (*concept.lay, *concept.jargon):
        graph.add((one, SKOS.hiddenLabel, Literal(word, "en")))
    if concept.broader is None:
        graph.add((one, SKOS.topConceptOf, SCHEME))
    else:
        graph.add((one, SKOS.broader, CONCEPTS[concept.broader]))
        graph.add((CONCEPTS[concept.broader], SKOS.narrower, one))
    if concept.sdg is not None:
        graph.add((one, SKOS.relatedMatch, GOALS[str(concept.sdg)]))
    for problem in concept.addresses:
        graph.add((one, ADDRESSES, CONCEPTS[problem]))

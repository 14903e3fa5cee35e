"""Loads all compiled code, and compiles what is not on disk yet, so that no request waits for it."""

from datetime import date

from scoring.index import build_index
from scoring.ranking import explain, rank
from scoring.records import Offer, PastExchange, Practice, Request

DAY = date(2026, 1, 1)
"""Any day: nothing of this world is kept."""
OFFERS = (
    Offer(
        id="water",
        title="Agua potable",
        text="Agua potable y saneamiento básico para las escuelas de las comunidades rurales",
        language="es",
        organization="one",
        country="BOL",
        sectors=("water-sanitation",),
        modalities=("training",),
        working_languages=("es",),
        sdgs=(6,),
        practices=("wells",),
    ),
    Offer(id="silent"),
)
EXCHANGES = (
    PastExchange(
        id="past",
        requester_country="PER",
        provider_country="BOL",
        provider="one",
        text="Agua potable en las escuelas",
        sectors=("water-sanitation",),
        outcome=1.0,
    ),
)
PRACTICES = (Practice(id="wells", organization="one", sectors=("water-sanitation",)),)
REQUEST = Request(
    id="need",
    title="Água potável",
    text="Precisamos de água potável nas escolas rurais e de saneamento básico",
    language="pt",
    country="PER",
    sectors=("water-sanitation",),
    modalities=("training",),
    working_languages=("es",),
    sdgs=(6,),
    parked=frozenset({"silent"}),
    excluded=frozenset({"two"}),
)


def warm() -> None:
    """Ranks a world of two offers, as it was built and after a change."""
    built = build_index(OFFERS, EXCHANGES, PRACTICES, as_of=DAY)
    for index in (built, built.changed([OFFERS[1]], ["silent"])):
        rank(REQUEST, index)
        explain(REQUEST, "water", index)

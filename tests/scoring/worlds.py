"""A small world with every kind of evidence, and all that the ranking says of a world."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scoring import Index, Offer, PastExchange, Practice, Request, build_index, explain, rank
from scoring.stored import load_index, save_index

TODAY = date(2026, 11, 23)
LATER = date(2026, 12, 28)
"""A day on which one of the offers has expired."""

VACCINES = Offer(
    id="vaccines",
    title="Campanhas de vacinação",
    text="Campanhas de vacinação contra o sarampo para crianças em áreas rurais.",
    language="pt",
    organization="fiocruz",
    country="BRA",
    sectors=("health",),
    modalities=("training", "expert-mission"),
    working_languages=("pt", "es"),
    sdgs=(3,),
    published_on=date(2026, 2, 1),
    practices=("pra-cold",),
    capacity=3,
    engaged=1,
)
COFFEE = Offer(
    id="coffee",
    title="Coffee rust",
    text="Surveillance of coffee rust and resistant varieties for small farmers.",
    language="en",
    organization="cenicafe",
    country="COL",
    sectors=("agriculture",),
    modalities=("study-visit",),
    working_languages=("es", "en"),
    sdgs=(2, 13),
    published_on=date(2025, 6, 1),
    expires_on=date(2026, 12, 1),
)
WATER = Offer(
    id="water",
    text="Approvisionnement en eau potable et assainissement dans les villages.",
    language="fr",
    organization="onepa",
    country="HTI",
    sectors=("water-sanitation",),
    modalities=("technical-assistance",),
    sdgs=(6,),
)
FULL = Offer(id="full", text="Vacunas y cadena de frío", language="es", country="CUB", capacity=2, engaged=2)
SILENT = Offer(id="silent", country="BRA")
BARE = Offer(id="bare", text="Turismo rural comunitario")
EMPTY_NAMES = Offer(id="empty-names", text="Agua", organization="", country="", language="")
OFFERS = (VACCINES, COFFEE, WATER, FULL, SILENT, BARE, EMPTY_NAMES)

EXCHANGES = (
    PastExchange(
        id="exc-1",
        requester_country="BOL",
        provider_country="BRA",
        requester="minsalud-bol",
        provider="fiocruz",
        title="Vacunación",
        text="Vacunación infantil en el altiplano",
        language="es",
        sectors=("health",),
        modality="training",
        start_year=2019,
        end_year=2021,
        outcome=1.0,
    ),
    PastExchange(id="exc-2", requester_country="BOL", provider_country="COL", text="Rust of coffee", outcome=0.0),
    PastExchange(id="exc-3", requester_country="HTI", provider_country="CUB", provider="", sectors=("health",)),
    PastExchange(id="exc-3", requester_country="PER", provider_country="CUB", sectors=("energy",), start_year=2001),
)
PRACTICES = (
    Practice(id="pra-cold", title="Cold chain", organization="fiocruz", country="BRA", sectors=("health",)),
    Practice(id="pra-wells", title="Wells", organization="onepa", sectors=("water-sanitation",)),
)
REQUESTS = (
    Request(
        id="req-measles",
        title="Sarampión",
        text="Ampliar la vacunación infantil contra el sarampión en zonas rurales",
        language="es",
        organization="minsalud-bol",
        country="BOL",
        sectors=("health",),
        modalities=("training",),
        working_languages=("es",),
        sdgs=(3,),
        published_on=date(2026, 10, 1),
    ),
    Request(id="req-rust", text="Control de la roya del café y agua potable", language="es", country="HTI"),
    Request(id="req-tags", sectors=("water-sanitation",), country="BRA", excluded=frozenset({"cenicafe"})),
    Request(id="req-odd", text="Zurumbática xilofagia", language="es", parked=frozenset({"bare"})),
)


def world(offers: Sequence[Offer] = OFFERS, day: date = TODAY) -> Index:
    """An index of offers against the small world's past."""
    return build_index(offers, EXCHANGES, PRACTICES, as_of=day)


def present(index: Index) -> list[str]:
    """The identifiers of the offers that an index ranks over."""
    return [offer.id for offer, gone in zip(index.offers, index.gone, strict=True) if not gone]


def answers(index: Index, requests: Sequence[Request] = REQUESTS) -> list[Any]:
    """All that an index says: every ranking, what the gates keep out, every offer explained with its place."""
    return [_answer(index, request) for request in requests]


def _answer(index: Index, request: Request) -> dict[str, Any]:
    ranking = rank(request, index, k=1000)
    explained = {offer: explain(request, offer, index) for offer in present(index)}
    return {
        "ranked": [one.as_data() for one in ranking.places],
        "kept_out": ranking.kept_out,
        "explained": {offer: (found.as_data(), place) for offer, (found, place) in explained.items()},
    }


def reloaded(index: Index, day: date = TODAY) -> Index:
    """The same index saved and loaded; its files are gone when it is asked."""
    with TemporaryDirectory() as folder:
        save_index(index, Path(folder))
        return load_index(Path(folder), as_of=day)[0]

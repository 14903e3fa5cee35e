"""Offers found by what people call them."""

import pytest
from sqlalchemy import Engine

from matcher.offers_named import MOST, offers_named
from matcher.policy import PUBLIC
from models.database import reading, writing
from tests.builders import offer, organization


@pytest.fixture
def offers(engine: Engine) -> Engine:
    with writing(engine) as session:
        session.add(organization("sabesp-bra", name="Companhia de Saneamento Básico", acronym="SABESP"))
        session.add(organization())
        session.flush()
        session.add(offer("off-1", organization="sabesp-bra", title="Água no campo"))
        session.add(offer("off-2", title="Gestión del agua", expires_on=None))
        session.add(offer("off-3", title="Vacunas", text="agua"))
        session.add(offer("off-4", organization="sabesp-bra", title="Agua", state="draft"))
        session.add(offer("off-5", organization="sabesp-bra", title="Agua", visibility="parties"))
    return engine


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("agua", ["off-1", "off-2"]),
        ("AGUA no", ["off-1"]),
        ("saneamento basico", ["off-1"]),
        ("sabesp", ["off-1"]),
        ("100%", []),
        ("nada", []),
    ],
)
def test_by_title_and_by_who_offers(offers: Engine, words: str, found: list[str]) -> None:
    with reading(offers) as session:
        assert [one.id for one in offers_named(session, PUBLIC, words)] == found


def test_no_more_than_can_be_read(offers: Engine) -> None:
    with writing(offers) as session:
        session.add_all(offer(f"off-more-{number}", title="Danza") for number in range(MOST + 5))
    with reading(offers) as session:
        assert len(offers_named(session, PUBLIC, "danza")) == MOST

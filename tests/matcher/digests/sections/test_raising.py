"""What would raise the place of an offer, as its stored explanation tells."""

from typing import Any

import pytest
from sqlalchemy import Engine

from matcher.digests.sections.raising import LEVERS
from models.account import Account
from models.database import writing
from models.match import Match
from scoring.raising import CHANGES
from tests import builders
from tests.matched import put, suggest
from tests.matcher.digests.said import AGENCY, PROVIDER, said, section


def judged(match: Match, **values: float) -> None:
    """Gives a suggestion the second place and what some features found, each with a weight of a tenth."""
    parts = [
        {"feature": name, "value": value, "weight": 0.1, "contribution": value / 10, "average": 0, "evidence": {}}
        for name, value in values.items()
    ]
    match.rank, match.explanation = 2, {**match.explanation, "contributions": parts}


def what(engine: Engine) -> list[Any]:
    return [(one["offer"]["id"], one["what"]) for one in section(engine, PROVIDER, "raises")]


def test_the_change_that_could_bring_most_is_told_for_the_request_it_is_about(small: Engine) -> None:
    with writing(small) as session:
        judged(suggest(session), fresh_offer=0.5, documented_practice=0.0, shared_words=0.0)

    assert what(small) == [("off-agua", "Para “Agua potable rural”: anexar uma prática documentada.")]
    assert "raises" not in said(small, AGENCY)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "For “Agua potable rural”: renew the offer."),
        ("es", "Para «Agua potable rural»: renovar la oferta."),
        ("fr", "Pour «\u00a0Agua potable rural\u00a0»\u00a0: renouveler l’offre."),
    ],
)
def test_it_is_told_in_the_reader_s_language(small: Engine, language: str, words: str) -> None:
    with writing(small) as session:
        judged(suggest(session), fresh_offer=0.5)
        session.get_one(Account, PROVIDER).language = language

    assert what(small) == [("off-agua", words)]


@pytest.mark.parametrize(("offered", "told"), [(["training"], False), (["study-visit"], True)])
def test_nobody_is_told_to_do_what_is_done(small: Engine, offered: list[str], told: bool) -> None:
    with writing(small) as session:
        put(session, builders.offer("off-b", organization="sabesp-bra", modalities=offered))
        judged(suggest(session, offer="off-b"), fitting_modality=0.5)

    assert bool(what(small)) == told


def test_who_stands_first_has_nothing_to_raise(small: Engine) -> None:
    with writing(small) as session:
        match = suggest(session)
        judged(match, fresh_offer=0.5)
        match.rank = 1

    assert what(small) == []


def test_each_offer_is_told_of_once_and_three_in_all(small: Engine) -> None:
    with writing(small) as session:
        put(session, builders.request("req-b"))
        for number in range(5):
            put(session, builders.offer(f"off-{number}", organization="sabesp-bra"))
            judged(suggest(session, offer=f"off-{number}", score=0.9 - number / 10), fresh_offer=0.5)
            judged(suggest(session, "req-b", f"off-{number}", score=0.1), fresh_offer=0.5)

    assert [one for one, _ in what(small)] == ["off-0", "off-1", "off-2"]


def test_every_change_that_the_ranking_measures_can_be_told() -> None:
    assert {one.change for one in LEVERS.values()} == set(CHANGES)

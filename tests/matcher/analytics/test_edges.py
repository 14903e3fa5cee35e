"""The exchange network in columns: who taught whom in which exchange, and what readers may not know."""

import pytest
from sqlmodel import Session

from matcher.analytics.edges import ARRANGEMENTS, MODALITIES, SECTORS, UNKNOWN, Edges, read_edges
from matcher.analytics.wanted import Arrangement
from matcher.policy import PUBLIC, Actor
from models.account import Role
from models.exchange import ExchangeParticipant
from tests import builders
from tests.matched import put
from tests.matcher.analytics.exchanged import exchanged

ANALYST = Actor(email="analyst@example.org", role=Role.ANALYST)


def pairs(edges: Edges) -> list[tuple[str, str, str]]:
    """Each edge as exchange, teacher and learner."""
    return [
        (edges.exchanges[one], edges.countries[teacher], edges.countries[learner])
        for one, teacher, learner in zip(edges.exchange, edges.teacher, edges.learner, strict=True)
    ]


def test_everybody_who_taught_is_tied_to_everybody_who_learned(session: Session) -> None:
    exchanged(session, "exc-1", "R:MEX P:BRA 2:JPN R:GTM")

    assert pairs(read_edges(session, PUBLIC)) == [
        ("exc-1", "BRA", "MEX"),
        ("exc-1", "BRA", "GTM"),
        ("exc-1", "JPN", "MEX"),
        ("exc-1", "JPN", "GTM"),
    ]


def test_what_is_known_of_an_exchange_stands_with_each_of_its_edges(session: Session) -> None:
    exchanged(session, "exc-1", "R:MEX P:BRA", sectors=["health", "gender"], modality="training", start_year=2019)

    edges = read_edges(session, PUBLIC)

    assert [SECTORS[place] for place in edges.sectors[0].nonzero()[0]] == ["health", "gender"]
    assert (MODALITIES[edges.modality[0]], edges.year[0]) == ("training", 2019)


def test_what_is_not_told_is_unknown(session: Session) -> None:
    exchanged(session, "exc-1", "R:MEX P:-")

    edges = read_edges(session, PUBLIC)

    assert (edges.teacher[0], edges.modality[0], edges.year[0]) == (UNKNOWN, UNKNOWN, 0)


def test_two_institutions_of_one_country_are_no_exchange_between_countries(session: Session) -> None:
    exchanged(session, "exc-1", "R:MEX P:BRA P:MEX")

    assert pairs(read_edges(session, PUBLIC)) == [("exc-1", "BRA", "MEX")]


def test_exchanges_that_are_being_agreed_or_were_given_up_are_not_public_knowledge(session: Session) -> None:
    for number, state in enumerate(("accepted", "agreed", "running", "completed", "cancelled")):
        exchanged(session, f"exc-{number}", "R:MEX P:BRA", state=state)

    assert read_edges(session, ANALYST).exchanges == ("exc-2", "exc-3")


def test_who_was_only_invited_does_not_count(session: Session) -> None:
    exchanged(session, "exc-1", "R:MEX P:BRA")
    put(session, ExchangeParticipant(exchange="exc-1", position=2, role="provider", country="ARG", accepted=False))

    assert pairs(read_edges(session, PUBLIC)) == [("exc-1", "BRA", "MEX")]


@pytest.mark.parametrize(("reader", "known"), [(PUBLIC, ()), (ANALYST, ("abc-bra", "amexcid-mex"))])
def test_institutions_that_are_not_shown_are_known_to_analysts_only(
    session: Session, reader: Actor, known: tuple[str, ...]
) -> None:
    put(session, builders.organization("abc-bra"), builders.organization("amexcid-mex", "MEX"))
    exchanged(session, "exc-1", "R:MEX:amexcid-mex P:BRA:abc-bra", shown_in_full=False)

    edges = read_edges(session, reader)

    assert tuple(sorted(edges.organizations)) == known
    assert pairs(edges) == [("exc-1", "BRA", "MEX")]


@pytest.mark.parametrize(
    ("sides", "arrangement"),
    [
        ("R:MEX P:BRA", Arrangement.BILATERAL),
        ("R:MEX P:BRA 2:JPN", Arrangement.TRIANGULAR),
        ("R:MEX P:BRA F:-:paho", Arrangement.TRIANGULAR),
        ("R:MEX P:BRA $:DEU", Arrangement.TRIANGULAR),
        ("R:MEX P:BRA P:ARG", Arrangement.REGIONAL),
        ("R:MEX R:GTM P:BRA F:-:paho", Arrangement.REGIONAL),
    ],
)
def test_how_an_exchange_is_arranged(session: Session, sides: str, arrangement: Arrangement) -> None:
    put(session, builders.organization("paho", None))
    exchanged(session, "exc-1", sides)

    assert {ARRANGEMENTS[one] for one in read_edges(session, PUBLIC).arrangement} == {arrangement}


def test_nothing_is_no_edges(session: Session) -> None:
    edges = read_edges(session, PUBLIC)

    assert (len(edges), edges.counted, edges.sectors.shape) == (0, 0, (0, len(SECTORS)))

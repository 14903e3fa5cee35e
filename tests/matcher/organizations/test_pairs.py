"""Pairs of the register: proposed to administrators, told apart for good, and named as people type them."""

import pytest
from sqlmodel import Session

from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from matcher.organizations.merging import merge_organizations, undo_merge
from matcher.organizations.pairs import (
    Holdings,
    holdings,
    latest_merges,
    likely_pairs,
    organization_meant,
    tell_apart,
)
from matcher.policy import TERMINAL, Actor
from models.account import Role
from tests import builders
from tests.conftest import NOW
from tests.matched import put

ADMINISTRATOR = Actor("admin@example.org", role=Role.ADMINISTRATOR)
FOCAL = Actor("focal@example.org", role=Role.FOCAL_POINT)


@pytest.fixture
def register(session: Session) -> Session:
    put(
        session,
        builders.organization("conagua", "MEX", name="Comisión Nacional del Agua", acronym="CONAGUA"),
        builders.organization("conagua-2", "MEX", name="Comision Nacional de Agua"),
        builders.organization("cofemer", "MEX", name="Comisión Federal de Mejora"),
        builders.organization("ana", "BRA", name="Agência Nacional de Águas"),
    )
    return session


def found(session: Session) -> list[tuple[str, str]]:
    return [(one.first, one.second) for one in likely_pairs(session, ADMINISTRATOR)]


def test_a_pair_is_proposed_until_it_is_told_apart(register: Session) -> None:
    assert found(register) == [("conagua", "conagua-2")]

    tell_apart(register, ADMINISTRATOR, "conagua-2", "conagua", now=NOW)
    tell_apart(register, ADMINISTRATOR, "conagua", "conagua-2", now=NOW)
    register.flush()
    assert found(register) == []


def test_a_merged_pair_is_gone_and_comes_back_with_the_undoing(register: Session) -> None:
    merge_organizations(register, ADMINISTRATOR, kept="conagua", other="conagua-2", now=NOW)
    assert found(register) == []
    assert [one.id for one in latest_merges(register, ADMINISTRATOR)] == ["conagua-2"]

    undo_merge(register, ADMINISTRATOR, "conagua-2", now=NOW)
    assert found(register) == [("conagua", "conagua-2")]


def test_only_administrators_ask_and_decide(register: Session) -> None:
    for refused in (
        lambda: likely_pairs(register, FOCAL),
        lambda: tell_apart(register, FOCAL, "conagua", "conagua-2", now=NOW),
        lambda: latest_merges(register, FOCAL),
    ):
        with pytest.raises(ForbiddenError):
            refused()


def test_what_is_not_there_or_the_same_is_not_told_apart(register: Session) -> None:
    with pytest.raises(NotFoundError):
        tell_apart(register, TERMINAL, "conagua", "nothing", now=NOW)
    with pytest.raises(ConflictError):
        tell_apart(register, TERMINAL, "conagua", "conagua", now=NOW)


def test_what_belongs_to_each_is_counted(register: Session) -> None:
    put(
        register,
        builders.request("req-1", organization="conagua"),
        builders.request("req-2", organization="conagua", state="draft"),
        builders.offer("off-1", organization="ana"),
        builders.account("a@example.org", organization="conagua"),
    )

    assert holdings(register, ["conagua", "ana", "cofemer"]) == {
        "conagua": Holdings(requests=2, accounts=1),
        "ana": Holdings(offers=1),
        "cofemer": Holdings(),
    }


@pytest.mark.parametrize("typed", ["ana", "Agência Nacional de Águas", "agencia nacional de aguas"])
def test_an_organization_is_meant_by_any_of_its_names(register: Session, typed: str) -> None:
    assert organization_meant(register, typed) == "ana"


def test_where_none_is_meant_for_sure_the_likeliest_are_named(register: Session) -> None:
    with pytest.raises(BadInputError, match=r"did you mean: .*cofemer"):
        organization_meant(register, "Comisión Federal de Mejoras Regulatorias")
    with pytest.raises(BadInputError, match="add it first"):
        organization_meant(register, "Zzyzx")

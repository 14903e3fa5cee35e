"""Organizations are recognised by any of their names, and never taken for another."""

from collections import Counter

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.names import OrganizationNames, near_duplicates
from models.database import reading
from models.organization import Organization
from scoring.text.words import fold
from tests.builders import organization

NAMES = OrganizationNames(
    [
        organization(
            name="Agência Brasileira de Cooperação", acronym="ABC", aliases=["Agencia Brasileña de Cooperación"]
        ),
        organization("amexcid-mex", "MEX", name="Agencia Mexicana de Cooperación", acronym="AMEXCID"),
        organization("msp-ury", "URY", name="Ministerio de Salud Pública de la República Oriental del Uruguay"),
        organization("ine-chl", "CHL", name="Instituto Nacional de Estadísticas", acronym="INE"),
        organization("ine-hnd", "HND", name="Instituto Nacional de Estadística", acronym="INE"),
    ]
)


@pytest.mark.parametrize(
    "name",
    ["ABC", "abc", "abc-bra", "AGENCIA BRASILEÑA DE COOPERACIÓN", "Agencia Brasilena de Coperación"],
)
def test_a_name_in_any_language_case_or_with_a_slip_is_recognised(name: str) -> None:
    assert NAMES.resolve(name) == "abc-bra"


@pytest.mark.parametrize("name", ["INE", "Agencia de Cooperación", "ABD", "", "?"])
def test_a_name_that_could_mean_several_or_none_is_not_resolved(name: str) -> None:
    assert NAMES.resolve(name) is None


def test_a_ministry_is_not_taken_for_that_of_another_country() -> None:
    assert NAMES.resolve("Ministerio de Salud Pública de la República del Paraguay") is None
    assert NAMES.resolve("Ministerio de Salud Pública de la República Oriental del Paraguay") is None


def test_the_nearest_names_come_first_and_each_organization_once() -> None:
    found = [one.id for one in NAMES.search("Agencia Brasil Cooperacion")]

    assert found[0] == "abc-bra"
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", ["Xyzzy Foo", "Instituto del Café", "", "?"])
def test_what_resembles_no_name_suggests_nothing(name: str) -> None:
    assert NAMES.search(name) == []


def test_every_name_in_the_fixtures_means_its_own_organization(region_to_read: Engine) -> None:
    with reading(region_to_read) as session:
        rows = session.exec(select(Organization)).all()
    names = OrganizationNames(rows)
    owned = [(name, row.id) for row in rows for name in {row.id, row.name, row.acronym or row.name, *row.aliases}]
    shared = Counter(fold(name) for name, _ in set(owned))

    strayed = {name: names.resolve(name) for name, key in owned if names.resolve(name) not in (key, None)}

    assert strayed == {}
    assert all(names.resolve(name) == key for name, key in owned if shared[fold(name)] == 1)


def test_a_near_duplicate_is_found_and_another_post_is_not() -> None:
    known = [("off-1", "Gestión comunitaria del agua potable en zonas rurales."), ("off-2", "Formación de jueces.")]

    assert [one.id for one in near_duplicates("gestion comunitaria de agua potable en zonas rurales", known)] == [
        "off-1"
    ]
    assert near_duplicates("Control de la malaria en la frontera", known) == []
    assert near_duplicates("Control de la malaria", []) == []

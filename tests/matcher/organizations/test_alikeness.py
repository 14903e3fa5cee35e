"""Which organizations are taken for likely one, and which near misses are not."""

from hashlib import sha256

import pytest

from matcher.organizations.alikeness import SHORT, Named, alike_pairs


def named(key: str, *names: str, country: str | None = "COL", acronym: str = "") -> Named:
    return Named(key, country, names, (acronym,) if acronym else ())


def pairs(*organizations: Named) -> list[tuple[str, str]]:
    return [(one.first, one.second) for one in alike_pairs(organizations)]


CROWD = tuple(
    named(f"crowd-{number}", f"{kind} de {field}")
    for number, (kind, field) in enumerate(
        (kind, field)
        for kind in ("Ministerio", "Instituto Nacional", "Agencia")
        for field in ("Salud", "Educación", "Energía", "Transporte", "Cultura", "Agricultura", "Turismo", "Trabajo")
    )
)
"""The institutions of a country, all of them different."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministerio de Comercio Exterior", "Ministerio del Comercio Exterior"),
        ("Ministerio de Comercio Exterior", "MINISTERIO DE COMÉRCIO EXTERIOR"),
        ("Universidad de Antioquia", "Universidad de Antioqia"),
        ("Corporación Autónoma de Risaralda", "Risaralda, Corporación Autónoma de"),
        ("Agencia Presidencial de Cooperación", "Agencia Presidencial de la Cooperación Internacional"),
    ],
)
def test_two_spellings_of_one_name_are_found_in_a_crowd(one: str, other: str) -> None:
    assert ("a", "b") in pairs(named("a", one), *CROWD, named("b", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Secretaría de Agricultura", "Secretaría de Cultura"),
        ("Alcaldía de Medellín", "Alcaldía de Manizales"),
        ("Instituto de Hidrología de Caldas", "Instituto de Hidrología de Nariño"),
        ("Universidad del Valle", "Universidad del Cauca"),
    ],
)
def test_names_that_are_spelt_alike_are_not_one(one: str, other: str) -> None:
    assert ("a", "b") not in pairs(named("a", one), *CROWD, named("b", other))


def test_a_crowd_of_different_institutions_holds_no_pair() -> None:
    assert pairs(*CROWD) == []


def test_any_two_names_of_theirs_are_compared_and_the_likeliest_counts() -> None:
    one = named("a", "Agência Brasileira de Cooperação", "Brazilian Cooperation Agency", country="BRA")
    other = named("b", "Brazilian Cooperation Agency", country="BRA")

    assert [(found.first, found.second, found.score) for found in alike_pairs((other, one))] == [("a", "b", 100.0)]


def test_the_same_name_in_two_countries_is_two_institutions() -> None:
    health = [named(f"health-{country}", "Ministerio de Salud", country=country) for country in ("COL", "PER", None)]

    assert pairs(*health) == [("health-COL", "health-None"), ("health-None", "health-PER")]


def test_an_acronym_counts_within_a_country_only() -> None:
    one = named("a", "Agência Brasileira de Cooperação", country="BRA", acronym="ABC")
    other = named("b", "Cooperation Agency of Brazil", country="BRA", acronym="A.B.C.")
    office = [named(f"undp-{place}", f"Office in {place}", country=None, acronym="UNDP") for place in ("Cuba", "Peru")]

    assert [(found.first, found.second, found.score) for found in alike_pairs((one, other, *office))] == [
        ("a", "b", SHORT)
    ]


def test_thousands_are_not_compared_with_each_other() -> None:
    """A million pairs share the words of their kind; only those with a rare word in common are looked at."""
    words = [sha256(str(number).encode()).hexdigest()[:12] for number in range(2000)]
    many = [named(f"o-{number}", f"Ministerio Nacional {word}") for number, word in enumerate(words)]
    twin = named("twin", f"Ministerio Nacional de {words[77].upper()}")

    assert pairs(*many, twin) == [("o-77", "twin")]

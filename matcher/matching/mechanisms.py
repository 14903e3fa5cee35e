"""Which mechanisms can support an exchange between two countries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models import taxonomy
from models.mechanism import Mechanism
from models.support import Support

ANY_SECTOR = "multisector"
MEMBERSHIPS = {"undp-lac": "undp", "su-ssc": "g77", "pm": "mesoamerica"}
"""Organizations whose countries the taxonomy lists under another name; the others stand under their identifier."""
REGIONS = {
    "LAC (regional)": frozenset({"caribbean", "central-america", "south-america"}),
    "Caribbean": frozenset({"caribbean"}),
    "Central America": frozenset({"central-america"}),
    "South America": frozenset({"south-america"}),
}
"""The regions of the support matrix as sub-regions of the taxonomy."""


class Coverage(StrEnum):
    """How it is known that a mechanism serves a country."""

    LISTED = "listed"
    MEMBERS = "members"
    SUPPORT_MATRIX = "support-matrix"


@dataclass(frozen=True)
class Fit:
    """A mechanism that serves both countries; `sectors` and `modalities` are those it shares with the exchange.

    No sectors: it is open to any. No modalities: it names none.
    """

    mechanism: Mechanism
    coverage: Coverage
    sectors: tuple[str, ...]
    modalities: tuple[str, ...]


class Reach:
    """Which countries each organization serves, as far as the taxonomy and the support matrix tell."""

    def __init__(self, matrix: Iterable[Support]) -> None:
        self._members = _members()
        self._supported: dict[str, set[str]] = {}
        for row in matrix:
            self._supported.setdefault(row.organization, set()).update(_places(row))

    def known(self, mechanism: Mechanism) -> tuple[set[str], Coverage]:
        """The countries that a mechanism serves as far as anything tells, and what tells it."""
        organization = mechanism.organization
        members = self._members.get(MEMBERSHIPS.get(organization, organization))
        if mechanism.countries:
            return set(mechanism.countries), Coverage.LISTED
        if members is not None:
            return members, Coverage.MEMBERS
        return self._supported.get(organization, set()), Coverage.SUPPORT_MATRIX

    def coverage(self, mechanism: Mechanism, countries: Iterable[str]) -> Coverage | None:
        """How a mechanism serves all the countries; None where it does not, or where nothing tells."""
        known, how = self.known(mechanism)
        return how if known.issuperset(countries) else None


def fit(
    mechanism: Mechanism, reach: Reach, countries: Iterable[str], sectors: Iterable[str], modalities: Iterable[str]
) -> Fit | None:
    """How a mechanism fits an exchange; None where it does not serve a country, a sector or any modality of it.

    An exchange without sectors or modalities is not held to them.
    """
    coverage = reach.coverage(mechanism, countries)
    wanted, means = set(sectors), set(modalities)
    shared = tuple(one for one in mechanism.sectors if one in wanted)
    carried = tuple(one for one in mechanism.modalities if one in means or not means)
    other_sector = wanted and not shared and ANY_SECTOR not in mechanism.sectors
    other_means = mechanism.modalities and not carried
    return None if coverage is None or other_sector or other_means else Fit(mechanism, coverage, shared, carried)


def _members() -> Mapping[str, set[str]]:
    members: dict[str, set[str]] = {}
    for country in taxonomy.countries().values():
        for membership in country.memberships:
            members.setdefault(membership, set()).add(country.code)
    return members


def _places(row: Support) -> set[str]:
    if row.country is not None:
        return {row.country}
    within = REGIONS.get(row.place, frozenset())
    return {code for code, one in taxonomy.countries().items() if one.region == "americas" and one.subregion in within}

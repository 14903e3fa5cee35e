"""Who acts: an account with what decides its rights, the public, or the service itself."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from models import taxonomy
from models.account import Role
from models.api_token import Scope


@dataclass(frozen=True)
class Actor:
    """One who asks or acts.

    `country` is that of the organization; one of a sub-national government is `territorial`. `covers` holds the
    countries that a focal point looks after, all where it is None. `scopes` are those of a token; None for a session,
    which may do all that its account may. `trusted` are the command line and the clock, whom no rule holds back.
    """

    email: str | None = None
    name: str = ""
    role: Role | None = None
    organization: str | None = None
    country: str | None = None
    territorial: bool = False
    covers: frozenset[str] | None = None
    scopes: frozenset[str] | None = None
    language: str = "en"
    second_factor: bool = False
    trusted: bool = field(default=False)

    @property
    def name_in_trail(self) -> str:
        """The word for the actor in the audit trail."""
        return self.email or self.name or "public"

    @property
    def signed_in(self) -> bool:
        """Whether this is an account."""
        return self.email is not None

    @property
    def as_reader(self) -> "Actor":
        """Who reads a list: the actor, or the public where his token may not read."""
        return self if self.trusted or self.scopes is None or Scope.READ in self.scopes else PUBLIC

    @property
    def administers(self) -> bool:
        """Whether this is an administrator, or the service itself."""
        return self.trusted or self.role == Role.ADMINISTRATOR

    def has_role(self, *roles: Role) -> bool:
        """Whether the account has one of some roles."""
        return self.role in roles

    def looks_after(self, *countries: str | None) -> bool:
        """Whether this is a focal point for one of some countries; an unknown country is everybody's."""
        return self.role == Role.FOCAL_POINT and covers_any(self.covers, countries)

    @property
    def window(self) -> str | None:
        """The country whose cooperation agency this is; the agency of a territory speaks for no country."""
        return self.country if self.role == Role.AGENCY and not self.territorial else None

    def is_window_of(self, country: str | None) -> bool:
        """Whether this is the cooperation agency of a country."""
        return country is not None and self.window == country

    def belongs_to(self, organization: str | None) -> bool:
        """Whether the account is one of an organization's."""
        return organization is not None and self.organization == organization


PUBLIC = Actor()
"""Anybody, not signed in."""
CLOCK = Actor(name="clock", trusted=True)
"""The service itself, when the time has come."""
PERSON = Actor(name="person")
"""Whoever a profile is about, by the link of a letter or the own account: the trail keeps no address of his."""
TERMINAL = Actor(name="terminal", trusted=True)
"""Whoever runs commands on the machine."""


def covers_any(covered: frozenset[str] | None, countries: Collection[str | None]) -> bool:
    """Whether what a focal point looks after holds one of some countries; an unknown country is everybody's."""
    return covered is None or None in countries or not covered.isdisjoint(countries)


def covered_countries(covers: list[str]) -> frozenset[str] | None:
    """The countries that a list of countries, regions and subregions names; None, for all, where it is empty."""
    return _named(frozenset(covers)) if covers else None


@lru_cache(maxsize=1000)
def _named(wanted: frozenset[str]) -> frozenset[str]:
    facts = taxonomy.countries().values()
    return frozenset(one.code for one in facts if wanted & {one.code, one.region, one.subregion})

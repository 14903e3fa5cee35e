"""What an analyst looks for: which exchanges count, and at which level they are looked at."""

from dataclasses import dataclass, fields
from enum import StrEnum

from matcher.errors import BadInputError


class Level(StrEnum):
    """What the nodes of the network are."""

    COUNTRY = "country"
    REGION = "region"
    SUBREGION = "subregion"
    INCOME = "income"
    ORGANIZATION = "organization"


class Across(StrEnum):
    """By what posts are told apart beside their sectors."""

    REGION = "region"
    SUBREGION = "subregion"
    COUNTRY = "country"
    LANGUAGE = "language"
    MODALITY = "modality"


class Arrangement(StrEnum):
    """How an exchange is arranged (SEGIB): between two countries; with a third side that teaches too, facilitates or
    funds; or among three and more countries."""

    BILATERAL = "bilateral"
    TRIANGULAR = "triangular"
    REGIONAL = "regional"


@dataclass(frozen=True)
class Wanted:
    """Which exchanges or posts count, None means any, and how they are looked at.

    `region` is a region or subregion that one of the two sides lies in; `since` and `until` are years, both included;
    `focus` is the country or organization that an ego view is about; `by` tells posts apart beside their sectors.
    """

    sector: str | None = None
    modality: str | None = None
    language: str | None = None
    region: str | None = None
    since: int | None = None
    until: int | None = None
    arrangement: Arrangement | None = None
    level: Level | None = None
    focus: str | None = None
    by: Across | None = None

    def demand_known(self, takes: frozenset[str], view: str) -> None:
        """Raises BadInputError for a wish that a view does not know."""
        for one in fields(self):
            if one.name not in takes and getattr(self, one.name) is not None:
                raise BadInputError("the view {view!r} has no filter {name!r}; leave it out", view=view, name=one.name)


OF_EXCHANGES = frozenset({"sector", "modality", "region", "since", "until", "arrangement"})
"""The filters of every view of the exchange network."""
OF_POSTS = frozenset({"sector", "modality", "language", "region"})
"""The filters of views of open posts."""

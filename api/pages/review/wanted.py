"""Which part of the queue a focal point works through; it goes along from page to page in the address."""

from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, Field

from matcher.review.wanted import Queue, Sort, Wanted
from models.checks import CountryCode, Sector


def _none_if_empty(value: Any) -> Any:  # noqa: ANN401
    return value or None


EMPTY = BeforeValidator(_none_if_empty)
"""A choice of "all" in a form sends an empty word."""


class QueueQuery(BaseModel):
    """What of the queue is looked for, in which order, and what was decided just before (`done`, `last`)."""

    country: Annotated[CountryCode | None, EMPTY] = None
    sector: Annotated[Sector | None, EMPTY] = None
    assigned: Annotated[Literal["mine", "me", "nobody"] | None, EMPTY] = None
    sort: Sort = Sort.OLDEST
    after: Annotated[str | None, EMPTY, Field(max_length=300)] = None
    done: Annotated[str | None, EMPTY, Field(max_length=20)] = None
    last: Annotated[str | None, EMPTY, Field(max_length=1200)] = None

    @property
    def wanted(self) -> Wanted:
        """The same for the service."""
        return Wanted(
            queue=Queue.REVIEW,
            country=self.country,
            sector=self.sector,
            assigned_to=self.assigned,
            sort=self.sort,
        )

    @property
    def kept(self) -> dict[str, str]:
        """The filter as it goes along in addresses."""
        named = {"country": self.country, "sector": self.sector, "assigned": self.assigned}
        found = {name: value for name, value in named.items() if value}
        return found if self.sort == Sort.OLDEST else {**found, "sort": self.sort.value}


Filtered = Annotated[QueueQuery, Query()]

"""How lists and exports of posts are asked for."""

from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, BaseModel, Field

from api.lists import ListQuery
from matcher.catalogue import Filter, Order, Part, Standing
from models import taxonomy
from models.checks import CountryCode, LanguageCode, Modality, Sector, member_of


def _regions() -> set[str]:
    return {slug for one in taxonomy.countries().values() for slug in (one.region, one.subregion)}


Region = Annotated[str, member_of("region", _regions)]
Words = Annotated[str, Field(min_length=2, max_length=200), AfterValidator(str.strip)]


class PostFilter(BaseModel):
    """Which posts. `state` tells where posts stand: open ones are published and not expired."""

    model_config = {"extra": "forbid"}

    sector: Sector | None = None
    sdg: Annotated[int | None, Query(ge=1, le=17)] = None
    modality: Modality | None = None
    language: LanguageCode | None = None
    country: CountryCode | None = None
    region: Region | None = None
    text: Annotated[Words | None, Query(description="words in title or text, whatever their case and accents")] = None
    state: Standing = Standing.OPEN
    own: Annotated[bool, Query(description="only posts of your organization")] = False

    def as_filter(self) -> Filter:
        """The same for the catalogue."""
        wanted = {name: getattr(self, name) for name in PostFilter.model_fields if name != "state"}
        return Filter(**wanted, standing=self.state)


class PostQuery(ListQuery, PostFilter):
    """Which posts, which part of them, and in which order."""

    sort: Order = Order.ID

    @property
    def part(self) -> Part:
        """Which part of the list."""
        return Part(self.after, self.limit, self.sort)

"""The multilateral mechanisms that can support an exchange."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import CurrentActor, ReadSession
from api.etags import set_etag
from api.lists import ListQuery, Page
from matcher.cursors import Part
from matcher.mechanisms import MechanismFilter, mechanisms, one_mechanism
from models.checks import CountryCode, Modality, Sector
from models.mechanism import MechanismKind, MechanismPublic

router = APIRouter(tags=["mechanisms"])


class MechanismSort(StrEnum):
    """The orders of a list."""

    ID = "id"
    ID_BACKWARDS = "-id"
    NAME = "name"
    NAME_BACKWARDS = "-name"


class MechanismQuery(ListQuery):
    """What to list. `country` also finds mechanisms that serve their whole region."""

    sector: Sector | None = None
    modality: Modality | None = None
    country: CountryCode | None = None
    kind: MechanismKind | None = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    text: Annotated[str | None, Query(min_length=2, max_length=100, description="part of its text")] = None
    sort: MechanismSort = MechanismSort.ID

    def as_filter(self) -> MechanismFilter:
        """The same for the matcher."""
        return MechanismFilter(**self.model_dump(exclude={"after", "limit", "sort"}))


@router.get("/mechanisms")
def list_mechanisms(
    query: Annotated[MechanismQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[MechanismPublic]:
    """Funds, networks and platforms by filter."""
    rows, following = mechanisms(session, actor, query.as_filter(), Part(query.sort, query.after, query.limit))
    return Page(items=[MechanismPublic.model_validate(row, from_attributes=True) for row in rows], next=following)


@router.get("/mechanisms/{mechanism_id}")
def read_mechanism(mechanism_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> MechanismPublic:
    """One mechanism with its rules."""
    row = one_mechanism(session, actor, mechanism_id)
    set_etag(response, row)
    return MechanismPublic.model_validate(row, from_attributes=True)

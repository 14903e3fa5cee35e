"""The support finder, and the support matrix."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from api.dependencies import CurrentActor, ReaderLanguage, ReadSession
from api.support_answers import CostQuery, SupportAnswer, support_answer
from matcher.exporting.formats import MEDIA_TYPES
from matcher.support.entries import Source
from matcher.support.finding import support_of_exchange, support_of_pair, support_of_request
from matcher.support.matrix import MatrixFilter, matrix, matrix_file
from models import taxonomy
from models.checks import member_of
from models.support import SupportRole

router = APIRouter(tags=["support"])

BroadSector = Annotated[str, member_of("broad sector", taxonomy.broad_sectors)]


class MatrixQuery(BaseModel):
    """Which entries of the matrix; what is left out means any."""

    model_config = {"extra": "forbid"}

    place: Annotated[str | None, Query(max_length=80, description="a country's code, or a region as printed")] = None
    sector: BroadSector | None = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    role: SupportRole | None = None
    source: Annotated[Source | None, Query(description="the document alone, or this service's exchanges alone")] = None

    def as_filter(self) -> MatrixFilter:
        """The same for the matcher."""
        return MatrixFilter(**{name: getattr(self, name) for name in MatrixQuery.model_fields})


class MatrixEntry(BaseModel):
    """One organization's support to a place in a broad sector, in one role; `exchanges` are those that tell it."""

    place: str
    country: str | None
    sector: str = Field(validation_alias="broad_sector")
    organization: str
    name: str
    role: SupportRole
    note: str
    source: Source
    exchanges: list[str]


class MatrixAnswer(BaseModel):
    """The entries, those of the document in its order first, and the broad sectors in the order of its columns."""

    sectors: list[str]
    entries: list[MatrixEntry]


@router.get("/requests/{request_id}/support", summary="What can support a request")
def request_support(
    request_id: str,
    query: Annotated[CostQuery, Query()],
    session: ReadSession,
    actor: CurrentActor,
    language: ReaderLanguage,
) -> SupportAnswer:
    """Every mechanism with each of its rules checked, and the third partners of the best suggestion."""
    return support_answer(support_of_request(session, actor, request_id, query.costs), language)


@router.get("/requests/{request_id}/offers/{offer_id}/support", summary="What can support a match")
def pair_support(
    request_id: str,
    offer_id: str,
    query: Annotated[CostQuery, Query()],
    session: ReadSession,
    actor: CurrentActor,
    language: ReaderLanguage,
) -> SupportAnswer:
    """The same for a request with an offer: the provider's country counts too."""
    return support_answer(support_of_pair(session, actor, request_id, offer_id, query.costs), language)


@router.get("/exchanges/{exchange_id}/support", summary="What can support an exchange")
def exchange_support(
    exchange_id: str,
    query: Annotated[CostQuery, Query()],
    session: ReadSession,
    actor: CurrentActor,
    language: ReaderLanguage,
) -> SupportAnswer:
    """The same for an exchange; those who take part are judged by the costs that they have planned."""
    return support_answer(support_of_exchange(session, actor, exchange_id, query.costs), language)


@router.get("/support-matrix")
def support_matrix(query: Annotated[MatrixQuery, Query()], session: ReadSession, actor: CurrentActor) -> MatrixAnswer:
    """Which organization supports which broad sector where: annex 1 of the mapping, with this service's exchanges."""
    entries = matrix(session, actor, query.as_filter()).wanted
    told = [MatrixEntry.model_validate(one, from_attributes=True) for one in entries]
    return MatrixAnswer(sectors=list(taxonomy.broad_sectors()), entries=told)


@router.get("/support-matrix.{form}", summary="The support matrix as a file", response_class=Response)
def support_matrix_file(
    form: str, query: Annotated[MatrixQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Response:
    """The same as CSV, XLSX, JSON or JSON lines, by the same filters; `source` tells where each entry comes from."""
    content = matrix_file(matrix(session, actor, query.as_filter()).wanted, form)
    headers = {"Content-Disposition": f'attachment; filename="support-matrix.{form}"'}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)

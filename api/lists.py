"""Lists over HTTP: part by part, each with the cursor of the next."""

from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

Public = TypeVar("Public")
MOST = 200


class Page(BaseModel, Generic[Public]):
    """Part of a list. `next` is the cursor of the following part; none at the end."""

    items: list[Public]
    next: str | None


class ListQuery(BaseModel):
    """Which part of a list. Unknown parameters are refused."""

    model_config = {"extra": "forbid"}

    after: Annotated[str | None, Query(max_length=300, description="`next` of the part before")] = None
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50

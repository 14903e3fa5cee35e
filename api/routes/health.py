"""Whether the service lives, and whether it can work."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from api.dependencies import CurrentSettings
from models.migrations import current_revision, newest_revision

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """A state in one word, with the reason where it is not good."""

    status: str
    detail: str = ""


@router.get("/healthz")
def healthz() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/readyz", responses={503: {"model": Health}})
def readyz(settings: CurrentSettings) -> JSONResponse:
    """The database answers and has the schema that this version needs."""
    try:
        found = current_revision(settings.engine)
    except SQLAlchemyError:
        return _not_ready("the database does not answer")
    if found != newest_revision():
        return _not_ready(f"the database stands at revision {found}; run `sursur db upgrade`")
    return JSONResponse(Health(status="ok").model_dump())


def _not_ready(detail: str) -> JSONResponse:
    return JSONResponse(Health(status="not ready", detail=detail).model_dump(), status_code=503)

"""Forms of the pages of a community."""

from typing import Annotated

from fastapi import Depends

from api.pages.form_pages import Sent
from api.pages.visits import Visit

HERE = "/communities/{community_id}"


SentForm = Annotated[Sent, Depends()]


def done_of(visit: Visit, known: frozenset[str]) -> str:
    """What has just been done, by the address; nothing where that is made up."""
    said = visit.request.query_params.get("done", "")
    return said if said in known else ""

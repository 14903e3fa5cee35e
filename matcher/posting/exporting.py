"""Exports the posts that a reader may see and looks for."""

from datetime import date

from sqlmodel import Session

from matcher.catalogue import Filter, Part, list_posts
from matcher.errors import BadInputError
from matcher.exporting.formats import FORMATS
from matcher.exporting.posts import as_imported
from matcher.policy import Actor
from models.offer import Offer, OfferDraft, OfferPublic
from models.request import Request, RequestDraft, RequestPublic

MOST = 100_000


def export_posts(session: Session, actor: Actor, kind: str, form: str, wanted: Filter, *, on: date) -> bytes:
    """The content of a file of requests or offers, under the names of an import, without what is for insiders.

    Raises BadInputError for a format that is not written.
    """
    if form not in FORMATS:
        raise BadInputError(
            "{kind} cannot be written as {form!r}; choose {names}", kind=kind, form=form, names=", ".join(FORMATS)
        )
    part = Part(limit=MOST)
    if kind == "requests":
        requests, _ = list_posts(session, Request, wanted, part, on=on, actor=actor)
        columns, rows = as_imported(requests, RequestDraft, RequestPublic)
    else:
        offers, _ = list_posts(session, Offer, wanted, part, on=on, actor=actor)
        columns, rows = as_imported(offers, OfferDraft, OfferPublic)
    return FORMATS[form](columns, rows)

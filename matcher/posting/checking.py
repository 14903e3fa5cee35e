"""Checks the fields of a post that no single field tells: dates, places and what it refers to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from matcher.errors import BadInputError
from matcher.posting.limits import check_expiry
from matcher.posting.references import check_exchanges, check_practices, find_organization
from models.checks import check_territory
from models.errors import UnfitError
from models.offer import Offer
from models.request import Request, check_dates


def checked(
    session: Session,
    table: type[Request | Offer],
    fields: Mapping[str, Any],
    whole: Mapping[str, Any],
    *,
    today: date,
) -> dict[str, Any]:
    """The fields that are to be written, with organizations by identifier; `whole` is the post as it will stand.

    Raises BadInputError for what cannot be.
    """
    found = dict(fields)
    try:
        check_territory(whole["territory"], whole["country"])
        check_dates(whole.get("starts_by"), whole.get("needed_by"))
    except UnfitError as error:
        raise BadInputError(error.message) from None
    check_expiry(table, fields.get("expires_on"), today=today)
    if whole["country"] in (whole.get("with_countries") or ()):
        raise BadInputError(
            "with_countries: {country} asks already; name the further countries only", country=whole["country"]
        )
    if fields.get("preferred_provider"):
        found["preferred_provider"] = find_organization(session, fields["preferred_provider"], "preferred_provider").id
    check_practices(session, fields.get("practices") or ())
    check_exchanges(session, fields.get("answered_by") or ())
    return found

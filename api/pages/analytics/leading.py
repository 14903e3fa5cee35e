"""Where the views of demand lead: from a gap to what an offer would serve there, and from there to writing it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from api.pages.public.inviting import posts_here
from api.pages.visits import Visit
from matcher.analytics.demand_views import gaps, new_offer
from matcher.analytics.groups import Group
from matcher.analytics.tables import Cell, Table
from matcher.analytics.views import View
from matcher.analytics.wanted import Wanted


@dataclass(frozen=True)
class OfferForm:
    """The form of an offer with its sector and its language in it; `own` where the reader may fill it in himself, else
    he sends the `whole` address to a provider."""

    path: str
    whole: str
    own: bool


def lead(view: View, table: Table, row: tuple[Cell, ...]) -> str:
    """From a gap to what an offer would serve there; rows of other views lead nowhere."""
    if view is not gaps.VIEW:
        return ""
    cells = dict(zip((one.name for one in table.columns), row, strict=True))
    return (
        f"/{Group.DEMAND}/{new_offer.VIEW.name}?{urlencode({'sector': cells['sector'], 'language': cells['language']})}"
    )


def offer_form(visit: Visit, view: View, wanted: Wanted) -> OfferForm | None:
    """The form of the offer that a view asks about; none where its sector or language is not chosen."""
    if view is not new_offer.VIEW or wanted.sector is None or wanted.language is None:
        return None
    path = f"/offers/new?{urlencode({'sectors': wanted.sector, 'working_languages': wanted.language})}"
    whole = visit.request.app.state.settings.public_url.rstrip("/") + path
    return OfferForm(path, whole, own=posts_here(visit.actor, asks=False))

"""Context evidence: how alike the two countries are."""

from scoring.arrays import Floats
from scoring.context import alike_in
from scoring.features.feature import Evidence, Family, Feature
from scoring.query import Query

SHOWN = 3


def similar_country(query: Query) -> Floats:
    """The two countries are alike in place, language, constraints, climate, income, human development and size: what
    worked there is likely to work here."""
    country = query.request.country
    return query.index.nothing if country is None else query.index.country_likeness(country)


def likenesses(query: Query, place: int) -> Evidence:
    """The provider's country and in what it is like the requester's, the weightiest first."""
    mine, theirs = query.request.country, query.index.offers[place].country
    return {"country": theirs, "likenesses": alike_in(mine or "", theirs or "")[:SHOWN]}


FEATURES = (
    Feature(
        similar_country,
        Family.CONTEXT,
        "country",
        "{country} resembles the requesting country ({likenesses})",
        likenesses,
    ),
)

"""Context evidence: how alike the two countries are."""

from scoring.arrays import Floats
from scoring.features.feature import Evidence, Family, Feature
from scoring.index import Query


def similar_country(query: Query) -> Floats:
    """The two countries are alike in place, income, human development, size, climate and language: what worked there is
    likely to work here."""
    country = query.request.country
    return query.index.nothing if country is None else query.index.country_likeness(country)


def provider_country(query: Query, place: int) -> Evidence:
    """The provider's country."""
    return {"country": query.index.offers[place].country}


FEATURES = (Feature(similar_country, Family.CONTEXT, "{country} resembles the requesting country", provider_country),)

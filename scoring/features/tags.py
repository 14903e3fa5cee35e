"""Tag evidence: sectors, goals, modalities, languages and a provider asked for by name."""

import numpy as np

from models import taxonomy
from scoring.arrays import Floats
from scoring.features.feature import Evidence, Family, Feature
from scoring.index import Query
from scoring.tags import language_table, languages_of, modality_table, sector_table


def same_sector(query: Query) -> Floats:
    """The offer works in the request's sectors or near them, the first sector counting double."""
    table = query.index.sectors
    wanted = table.places(query.request.sectors)
    if not wanted:
        return query.index.nothing
    shares = np.array([2.0] + [1.0] * (len(wanted) - 1))
    best = np.stack([table.best(sector_table(), place) for place in wanted])
    return np.asarray(np.average(best, axis=0, weights=shares))


def common_goals(query: Query) -> Floats:
    """Both serve the same Sustainable Development Goals."""
    table = query.index.goals
    wanted = table.places(query.request.sdgs)
    if not wanted:
        return query.index.nothing
    both = table.flags[:, wanted].sum(axis=1)
    either = table.flags.sum(axis=1) + len(wanted) - both
    return np.asarray(np.where(table.none, np.nan, both / either))


def fitting_modality(query: Query) -> Floats:
    """The offer can come in a way that the request wants, or in one that can stand in for it."""
    table = query.index.modalities
    wanted = table.places(query.request.modalities)
    if not wanted:
        return query.index.nothing
    return np.asarray(np.max([table.best(modality_table(), place) for place in wanted], axis=0))


def understood_language(query: Query) -> Floats:
    """Both sides can work in a shared language (1), in near ones such as Spanish and Portuguese (0.75), or through an
    interpreter (0.3)."""
    table = query.index.languages
    wanted = table.places(working_languages(query))
    if not wanted:
        return query.index.nothing
    return np.asarray(np.max([table.best(language_table(), place) for place in wanted], axis=0))


def named_provider(query: Query) -> Floats:
    """The requester asked for this provider by name."""
    asked = query.request.preferred_provider
    if asked is None:
        return query.index.nothing
    return np.array([float(offer.organization == asked) for offer in query.index.offers])


def working_languages(query: Query) -> tuple[str, ...]:
    """The languages in which the requester can work; where none are named, the official ones of its country."""
    country = taxonomy.countries().get(query.request.country or "")
    return query.request.working_languages or (country.languages if country else ())


def shared_sectors(query: Query, place: int) -> Evidence:
    """The common sectors, or both sides' first ones."""
    mine, theirs = query.request.sectors, query.index.offers[place].sectors
    shared = [slug for slug in mine if slug in theirs] or theirs[:1]
    return {"sectors": [slug for slug in shared if slug in taxonomy.sectors()]}


def shared_goals(query: Query, place: int) -> Evidence:
    """The common goals."""
    theirs = query.index.offers[place].sdgs
    return {"goals": sorted(set(query.request.sdgs) & set(theirs) & set(taxonomy.goals()))}


def possible_modalities(query: Query, place: int) -> Evidence:
    """The wanted modalities that are offered, else the first one offered."""
    theirs = query.index.offers[place].modalities
    shared = [slug for slug in query.request.modalities if slug in theirs] or theirs[:1]
    return {"modalities": [slug for slug in shared if slug in taxonomy.modalities()]}


def shared_languages(query: Query, place: int) -> Evidence:
    """The common languages."""
    theirs = languages_of(query.index.offers[place])
    return {"languages": [code for code in working_languages(query) if code in theirs]}


FEATURES = (
    Feature(same_sector, Family.TAGS, "it works in {sectors}", shared_sectors),
    Feature(common_goals, Family.TAGS, "both serve SDG {goals}", shared_goals),
    Feature(fitting_modality, Family.TAGS, "it can come as {modalities}", possible_modalities),
    Feature(understood_language, Family.TAGS, "both sides can work in {languages}", shared_languages),
    Feature(named_provider, Family.TAGS, "the requester asked for this provider by name"),
)

"""Tag evidence: sectors, goals, modalities, languages and a provider asked for by name."""

from itertools import product

import numpy as np

from models import taxonomy
from scoring.arrays import Floats
from scoring.features.feature import Evidence, Family, Feature
from scoring.query import Query
from scoring.sectors import common_area
from scoring.tags import language_table, languages_of, modality_table, spoken, stand_ins


def same_sector(query: Query) -> Floats:
    """The offer works in the request's sectors or near them, the first sector counting double."""
    table = query.index.sectors
    wanted = table.places(query.request.sectors)
    if not wanted:
        return query.index.nothing
    shares = np.array([2.0] + [1.0] * (len(wanted) - 1))
    best = np.stack([table.best(query.index.past.kinship, place) for place in wanted])
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
    named = np.zeros(len(query.index.offers))
    named[query.index.places_by_organization.get(asked, [])] = 1.0
    return named


def working_languages(query: Query) -> tuple[str, ...]:
    """The languages in which the requester can work; where none are named, the official ones of its country."""
    return spoken(query.request.working_languages, query.request.country)


def shared_sectors(query: Query, place: int) -> Evidence:
    """The common sectors; where there are none, the offer's sector that shares an area with one of the request's."""
    mine, theirs = _known_sectors(query.request.sectors), _known_sectors(query.index.offers[place].sectors)
    shared = [slug for slug in mine if slug in theirs]
    kin = [(other, area) for one in mine for other in theirs if (area := common_area(one, other)) is not None]
    if shared or not kin:
        return {"sectors": shared}
    return {"sectors": [], "neighbours": [kin[0][0]], "area": kin[0][1]}


def _known_sectors(slugs: tuple[str, ...]) -> list[str]:
    return [slug for slug in slugs if slug in taxonomy.sectors()]


def shared_goals(query: Query, place: int) -> Evidence:
    """The common goals."""
    theirs = query.index.offers[place].sdgs
    return {"goals": sorted(set(query.request.sdgs) & set(theirs) & set(taxonomy.goals()))}


def possible_modalities(query: Query, place: int) -> Evidence:
    """The wanted modalities that are offered; where there are none, the best that can stand in, and why."""
    mine, theirs = query.request.modalities, query.index.offers[place].modalities
    shared = [slug for slug in mine if slug in theirs and slug in taxonomy.modalities()]
    pairs = [pair for pair in product(mine, theirs) if pair in stand_ins()]
    if shared or not pairs:
        return {"modalities": shared}
    best = max(pairs, key=lambda pair: stand_ins()[pair].fit)
    return {"modalities": [], "wanted": best[0], "offered": best[1], "reason": stand_ins()[best].reason}


def shared_languages(query: Query, place: int) -> Evidence:
    """The common languages."""
    theirs = languages_of(query.index.offers[place])
    return {"languages": [code for code in working_languages(query) if code in theirs]}


SAME_AREA = "it works nearby, in {neighbours} ({area})"
INSTEAD = "it can come as {offered} instead of {wanted}: {reason}"

FEATURES = (
    Feature(same_sector, Family.TAGS, "sectors", "it works in {sectors}", shared_sectors, SAME_AREA),
    Feature(common_goals, Family.TAGS, "goals", "both serve SDG {goals}", shared_goals),
    Feature(fitting_modality, Family.TAGS, "modalities", "it can come as {modalities}", possible_modalities, INSTEAD),
    Feature(understood_language, Family.TAGS, "languages", "both sides can work in {languages}", shared_languages),
    Feature(named_provider, Family.TAGS, "organization", "the requester asked for this provider by name"),
)

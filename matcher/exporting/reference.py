"""What posts and exchanges refer to: the sectors with their crosswalk, the countries, the support matrix."""

from dataclasses import fields

from sqlmodel import Session

from matcher.exporting.formats import Rows
from models import taxonomy
from models.support import support_matrix as all_support
from models.taxonomy import INTERFACE_LANGUAGES, Country


def sectors(session: Session) -> Rows:  # noqa: ARG001
    """The crosswalk from SEGIB's sectors to the codes of the OECD DAC, the goals and the mapping's columns."""
    columns = ("slug", "area", *INTERFACE_LANGUAGES, "dac_codes", "sdgs", "broad_sector")
    rows = [
        {**one.names, "slug": one.slug, "area": one.area, "dac_codes": one.dac_codes, "sdgs": one.sdgs}
        | {"broad_sector": one.broad_sector}
        for one in taxonomy.sectors().values()
    ]
    return columns, rows


def countries(session: Session) -> Rows:  # noqa: ARG001
    """The countries and territories with the facts by which the ranking compares them."""
    facts = [one.name for one in fields(Country) if one.name != "code"]
    columns = ("code", "alpha2", *INTERFACE_LANGUAGES, *facts)
    rows = [
        {name: getattr(one, name) or None for name in ("code", "alpha2", *facts)}
        | {language: taxonomy.country_name(one.code, language) for language in INTERFACE_LANGUAGES}
        for one in taxonomy.countries().values()
    ]
    return columns, rows


def support_matrix(session: Session) -> Rows:
    """Annex 1 of the mapping of 2011, row by row as it is printed."""
    columns = ("place", "sector", "organization", "role", "note")
    printed = taxonomy.broad_sectors()
    rows = [
        {
            "place": row.place,
            "sector": printed[row.broad_sector].names["en"],
            "organization": row.printed_organization,
            "role": row.role,
            "note": row.note,
        }
        for row in all_support(session)
    ]
    return columns, rows

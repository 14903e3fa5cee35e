"""Organizations that a form lets people choose from, looked up by words of their names."""

from sqlmodel import Session

from api.pages.choices import Options
from api.pages.visits import Visit
from matcher.cursors import Part
from matcher.organizations.finding import OrganizationFilter, organizations
from models import taxonomy

MOST = 20


def found_organizations(session: Session, visit: Visit, words: str) -> Options:
    """The first that have the words in a name, each with its country; none where no words are given."""
    if not words:
        return ()
    rows, _ = organizations(session, visit.actor, OrganizationFilter(text=words), Part(sort="name", limit=MOST))
    return tuple((one.id, _named(one.name, one.country, visit.language)) for one in rows)


def _named(name: str, country: str | None, language: str) -> str:
    return f"{name}, {taxonomy.country_name(country, language)}" if country else name

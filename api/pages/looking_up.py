"""Organizations that a form names, looked up by words of their names."""

from typing import Any

from sqlmodel import Session

from api.pages.choices import Options
from api.pages.forms import Form, WrongForm, without_secrets
from api.pages.visits import Visit
from matcher.cursors import Part
from matcher.errors import BadInputError
from matcher.organizations.finding import OrganizationFilter, organizations
from matcher.organizations.pairs import organization_meant
from models import taxonomy
from models.base import Schema

MOST = 20


def found_organizations(session: Session, visit: Visit, words: str) -> Options:
    """The first that have the words in a name, each with its country; none where no words are given."""
    if not words:
        return ()
    rows, _ = organizations(session, visit.actor, OrganizationFilter(text=words), Part(sort="name", limit=MOST))
    return tuple((one.id, _named(one.name, one.country, visit.language)) for one in rows)


def named_organization(session: Session, shape: type[Schema], typed: dict[str, Any], language: str) -> str | None:
    """The organization that a form names in its field. Raises WrongForm where none is meant for sure."""
    if "organization" not in typed:
        return None
    try:
        return organization_meant(session, str(typed["organization"]))
    except BadInputError as error:
        raise WrongForm(Form(without_secrets(shape, typed), {"organization": error.told(language)})) from None


def _named(name: str, country: str | None, language: str) -> str:
    return f"{name}, {taxonomy.country_name(country, language)}" if country else name

"""Public posts as linked data: JSON-LD in the words of schema.org, so that others' catalogues can take them in."""

import json
from typing import Any, TypeVar

from sqlmodel import Session, select

from matcher.errors import NotFoundError
from matcher.openness import open_posts
from models import taxonomy
from models.offer import Offer
from models.organization import Organization
from models.request import Request

CONTEXT = {"@vocab": "https://schema.org/"}
"""The words are those of schema.org; nothing has to be fetched to read them."""
Linked = dict[str, Any]
Post = TypeVar("Post", Request, Offer)


def linked_text(session: Session, table: type[Post], key: str, *, public_url: str) -> str:
    """A public post as the text of its linked data. Raises NotFoundError for any other."""
    row = session.exec(select(table).where(table.id == key, *open_posts(table))).first()
    if row is None:
        raise NotFoundError(table.__name__.lower(), key)
    return json.dumps(_linked(session, row, public_url), ensure_ascii=False)


def _linked(session: Session, row: Request | Offer, public_url: str) -> Linked:
    """A request as a `Demand` that its organization seeks, an offer as an `Offer`."""
    organization = _organization(session.get_one(Organization, row.organization))
    place = f"{public_url.rstrip('/')}/api/v1/{type(row).__name__.lower()}s/{row.id}"
    asks = isinstance(row, Request)
    return {
        "@context": CONTEXT,
        "@id": place,
        "@type": "Demand" if asks else "Offer",
        "identifier": row.id,
        "url": place,
        "name": _said(row.title, row.language),
        "description": _said(row.text, row.language),
        **_times(row),
        "itemOffered": _service(row),
        **({"@reverse": {"seeks": organization}} if asks else {"offeredBy": organization}),
    }


def _said(text: str, language: str) -> Linked:
    return {"@value": text, "@language": language}


def _times(row: Request | Offer) -> Linked:
    found = {
        "validFrom": row.published_at.isoformat() if row.published_at else None,
        "validThrough": row.expires_on.isoformat() if row.expires_on else None,
    }
    return {name: moment for name, moment in found.items() if moment}


def _service(row: Request | Offer) -> Linked:
    """What is to travel: the knowledge, by which ways, in which languages, for which goals."""
    sectors = taxonomy.sectors()
    service: Linked = {
        "@type": "Service",
        "serviceType": list(row.modalities),
        "category": [sectors[one].names["en"] for one in row.sectors if one in sectors],
        "availableChannel": {"@type": "ServiceChannel", "availableLanguage": list(row.working_languages)},
        "keywords": [f"SDG {one}" for one in row.sdgs],
    }
    return {name: value for name, value in service.items() if value}


def _organization(row: Organization) -> Linked:
    place = {"address": {"@type": "PostalAddress", "addressCountry": row.country}} if row.country else {}
    other = {"alternateName": row.acronym} if row.acronym else {}
    site = {"url": row.website} if row.website else {}
    return {"@type": "Organization", "identifier": row.id, "name": row.name, **other, **site, **place}

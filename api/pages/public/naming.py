"""Wishes that name an organization, told by its name."""

from dataclasses import replace

from sqlmodel import Session

from api.pages.public.asking import Search
from models.organization import names_of


def named(session: Session, search: Search) -> Search:
    """The same search, an organization told by its name instead of its identifier."""
    keys = {one.value for one in search.wishes if one.name == "organization"}
    if not keys:
        return search
    names = names_of(session, keys)
    wishes = [replace(one, value=names.get(one.value, one.value)) for one in search.wishes]
    return replace(search, wishes=wishes)

"""The exchanges of one country or organization."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.counting import Keys, counts_at
from matcher.analytics.edges import UNKNOWN, Edges
from matcher.analytics.network import ends_of
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.tables import Column, Kind
from matcher.analytics.wanted import Level
from matcher.errors import NotFoundError
from models import taxonomy
from models.folding import folded
from models.organization import Organization

NOBODY_CHOSEN = Message(
    "Nobody is chosen: this is the country with the most exchanges. Choose another by its name or code, or an "
    "institution by its identifier, or come here from their pages."
)


@dataclass(frozen=True)
class Focus:
    """Somebody with the edges that lead to him or from him; `key` is None where nobody is chosen and nobody has any.

    `taught` says of each edge whether he was the one who taught, `partner` who the other one was (see `told`).
    """

    key: str | None
    kind: Kind
    edges: Edges
    taught: NDArray[np.bool_]
    partner: Keys
    notes: Sequence[Message]

    @property
    def column(self) -> Column:
        """The column that names him."""
        return Column("focus", self.kind, Message("Of whom"), Message("The country or institution that is looked at."))

    def told(self, partner: int) -> tuple[str | None, str | None]:
        """The country and the organization of a partner. Partners of a country are countries."""
        country, organization = divmod(partner, len(self.edges.organizations) + 1)
        return (
            self.edges.countries[country - 1] if country else None,
            self.edges.organizations[organization - 1] if organization else None,
        )


def focus_of(asked: Asked) -> Focus:
    """Whom a view is about: the one asked for, else the country with the most exchanges. Raises NotFoundError for a
    country or an organization that there is not."""
    edges, wish = asked.edges, asked.wanted.focus
    if wish is None:
        return _focus(edges, _busiest(edges), Kind.COUNTRY, [NOBODY_CHOSEN])
    if country := _country(wish):
        return _focus(edges, country, Kind.COUNTRY, [])
    if asked.session.get(Organization, wish) is None:
        raise NotFoundError(
            "country or institution", wish, Message("name a country, or an institution by its identifier")
        )
    return _focus(edges, wish, Kind.ORGANIZATION, [])


def _focus(edges: Edges, key: str | None, kind: Kind, notes: list[Message]) -> Focus:
    known, teacher, learner = ends_of(edges, Level(kind))
    place = known.index(key) if key in known else UNKNOWN - 1
    his = edges.only((teacher == place) | (learner == place))
    taught = ends_of(his, Level(kind))[1] == place
    country = np.where(taught, his.learner, his.teacher).astype(np.int64) + 1
    organization = np.where(taught, his.learner_organization, his.teacher_organization) + 1
    partner = country * (len(edges.organizations) + 1) + (organization if kind == Kind.ORGANIZATION else 0)
    return Focus(key, kind, his, taught, partner, [*notes, *notes_on(his)])


def _country(wish: str) -> str | None:
    """The code of a country by its code, or by its name in one of the languages of the service."""
    known = taxonomy.countries()
    if wish.upper() in known:
        return wish.upper()
    names = (
        code
        for code in known
        for language in taxonomy.INTERFACE_LANGUAGES
        if folded(taxonomy.country_name(code, language)) == folded(wish)
    )
    return next(names, None)


def _busiest(edges: Edges) -> str | None:
    """The country with the most exchanges, the first by its code among equals."""
    ends, exchange = np.concatenate([edges.teacher, edges.learner]), np.tile(edges.exchange, 2)
    told = ends != UNKNOWN
    if not told.any():
        return None
    counts = counts_at(ends[told], exchange[told], len(edges.countries))
    return min(zip((-counts).tolist(), edges.countries, strict=True))[1]

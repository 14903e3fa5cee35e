"""What has happened before, prepared once and shared by all that is ranked against it."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from models import taxonomy
from scoring.arrays import Floats
from scoring.history import History
from scoring.network import Network
from scoring.records import Offer, PastExchange, Practice
from scoring.sectors import sector_table
from scoring.tags import TagTable
from scoring.text.similarity import TextIndex


class Past:
    """Past exchanges and practices; `kinship` tells how near two sectors stand by the tags of exchanges and offers,
    unless it is known already."""

    def __init__(
        self,
        exchanges: Sequence[PastExchange],
        practices: Sequence[Practice],
        offers: Sequence[Offer],
        year: int,
        kinship: Floats | None = None,
    ) -> None:
        self.history = History(exchanges, year)
        self.practices = tuple(practices)
        self._practice = {practice.id: practice for practice in practices}
        self._practices_of: dict[str | None, list[Practice]] = defaultdict(list)
        for practice in practices:
            self._practices_of[practice.organization].append(practice)
        used = chain(*(one.sectors for one in offers), *(one.sectors for one in exchanges))
        self.kinship: Floats = sector_table(used) if kinship is None else kinship

    def practices_behind(self, offer: Offer) -> list[Practice]:
        """The practices that stand behind an offer: those it names, then others of its organization in its sectors."""
        named = [self._practice[one] for one in offer.practices if one in self._practice]
        own = self._practices_of.get(offer.organization, [])
        kindred = [one for one in own if not set(one.sectors).isdisjoint(offer.sectors)]
        return list(dict.fromkeys(named + kindred))

    @cached_property
    def institutions(self) -> frozenset[str | None]:
        """The institutions that have taught."""
        return frozenset(one.provider for one in self.exchanges)

    @property
    def exchanges(self) -> Sequence[PastExchange]:
        """The past exchanges."""
        return self.history.exchanges

    @property
    def network(self) -> Network:
        """The network of countries."""
        return self.history.network

    def node(self, country: str | None) -> int:
        """Where a country stands in the network; -1 for one without a past."""
        return self.network.position.get(country or "", -1)

    @cached_property
    def text(self) -> TextIndex:
        """The texts of the exchanges."""
        return TextIndex.of([((one.title, one.text), one.language) for one in self.exchanges])

    @cached_property
    def sectors(self) -> TagTable:
        """The sectors of the exchanges."""
        return TagTable(taxonomy.sectors(), [one.sectors for one in self.exchanges])

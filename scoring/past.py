"""What has happened before, prepared once and shared by all that is ranked against it."""

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
    """Past exchanges and practices; `kinship` tells how near two sectors stand by the tags of exchanges and offers."""

    def __init__(
        self, exchanges: Sequence[PastExchange], practices: Sequence[Practice], offers: Sequence[Offer], year: int
    ) -> None:
        self.history = History(exchanges, year)
        self.practices = tuple(practices)
        self.kinship: Floats = sector_table(
            chain(*(one.sectors for one in offers), *(one.sectors for one in exchanges))
        )

    @property
    def exchanges(self) -> Sequence[PastExchange]:
        """The past exchanges."""
        return self.history.exchanges

    @property
    def network(self) -> Network:
        """The network of countries."""
        return self.history.network

    @cached_property
    def text(self) -> TextIndex:
        """The texts of the exchanges."""
        return TextIndex([((one.title, one.text), one.language) for one in self.exchanges])

    @cached_property
    def sectors(self) -> TagTable:
        """The sectors of the exchanges."""
        return TagTable(taxonomy.sectors(), [one.sectors for one in self.exchanges])

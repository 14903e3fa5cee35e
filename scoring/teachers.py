"""Whose exchanges speak for an offer: the institution's own, and those of its country's others at a share."""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from scoring.arrays import Flags, Floats
from scoring.records import Offer, PastExchange
from scoring.remembering import Remembered

SISTER_SHARE = 0.5
"""Share at which an exchange by another institution of the provider's country counts."""
TEACHERS_KEPT = 4096
"""Teachers whose exchanges are kept at hand."""

Key = tuple[str | None, str | None, bool]
"""An institution that has taught, if it has; its country; whether the offer names an institution at all."""


def teacher_key(offer: Offer, institutions: Container[str | None]) -> Key:
    """What decides whose exchanges speak for an offer; `institutions` are those that have taught."""
    known = offer.organization if offer.organization in institutions else None
    return known, offer.country, offer.organization is not None


class Teachers:
    """The exchanges that speak for each offer, as sparse rows: one a teacher and one a country, so that memory grows
    with the exchanges and not with the institutions of a country. `first_offers` has one offer of each teacher."""

    def __init__(self, exchanges: Sequence[PastExchange], offers: Sequence[Offer]) -> None:
        self._size = len(exchanges)
        self._by_institution = _taught(exchanges, lambda one: one.provider)
        self._by_country = _taught(exchanges, lambda one: one.provider_country)
        keys = [teacher_key(offer, self._by_institution) for offer in offers]
        self._keys = list(dict.fromkeys(keys))
        number = {key: place for place, key in enumerate(self._keys)}
        self._of_offer = np.array([number[key] for key in keys], dtype=int)
        self.first_offers = np.unique(self._of_offer, return_index=True)[1]
        countries = {code: place for place, code in enumerate(self._by_country)}
        nowhere = len(countries)
        self._country = np.array([countries.get(c, nowhere) if named else nowhere for _, c, named in self._keys], int)
        self._own = self._rows([self._own_places(key) for key in self._keys])
        self._counted = self._rows([self._counted_places(key) for key in self._keys])
        self._national = self._rows([list(one.values()) for one in self._by_country.values()] + [[]])
        self._exchanges = exchanges
        self._sectors = Remembered(self._sectors_of, most=TEACHERS_KEPT)
        self._kept = Remembered(self._exchanges_of, most=TEACHERS_KEPT)
        self.known: Flags = self.total(np.ones(self._size), np.ones(self._size)) > 0

    def _own_places(self, key: Key) -> list[int]:
        institution, country, named = key
        own = self._by_institution.get(institution, {}) if named else self._by_country.get(country, {})
        return list(own.values())

    def _counted_places(self, key: Key) -> list[int]:
        """Where the institution's own exchanges stand among those of its country."""
        institution, country, _ = key
        national = self._by_country.get(country, {})
        return [national[one] for one in self._by_institution.get(institution, {}) if one in national]

    def _rows(self, places: Sequence[Collection[int]]) -> csr_matrix:
        ends = np.cumsum([0] + [len(row) for row in places])
        columns = np.array([place for row in places for place in row], dtype=int)
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(places), self._size))

    def total(self, own: Floats, sisters: Floats) -> Floats:
        """For each offer the sum over its teacher's exchanges; `sisters` are the values of the same exchanges for
        another institution of the country. No value may be negative."""
        national = (self._national @ sisters)[self._country] - self._counted @ sisters
        return np.asarray((self._own @ own + np.maximum(national, 0.0))[self._of_offer])

    def places_of(self, offer: int) -> NDArray[np.intp]:
        """Where the exchanges of an offer's teacher stand, the institution's own first."""
        return self._kept(int(self._of_offer[offer]))

    def sectors_of(self, offer: int) -> frozenset[str]:
        """The sectors of these exchanges."""
        return self._sectors(int(self._of_offer[offer]))

    def _sectors_of(self, teacher: int) -> frozenset[str]:
        return frozenset(slug for one in self._kept(teacher).tolist() for slug in self._exchanges[one].sectors)

    def _exchanges_of(self, teacher: int) -> NDArray[np.intp]:
        own, counted = _columns(self._own, teacher), _columns(self._counted, teacher)
        sisters = np.setdiff1d(_columns(self._national, self._country[teacher]), counted)
        return np.concatenate([own, sisters])


def _columns(rows: csr_matrix, row: int) -> NDArray[np.intp]:
    return np.asarray(rows.indices[rows.indptr[row] : rows.indptr[row + 1]])


def _taught(
    exchanges: Sequence[PastExchange], provider: Callable[[PastExchange], str | None]
) -> dict[str | None, dict[str, int]]:
    """Where each provider's exchanges stand, by identifier: one that taught several countries at once counts once."""
    found: dict[str | None, dict[str, int]] = defaultdict(dict)
    for place, exchange in enumerate(exchanges):
        if provider(exchange) is not None:
            found[provider(exchange)].setdefault(exchange.id, place)
    return dict(found)

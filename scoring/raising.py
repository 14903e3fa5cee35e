"""What would raise an offer's place: changes that are in its provider's hands, measured by the ranking itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from scoring.features import FEATURES
from scoring.gates import GATES
from scoring.index import Index
from scoring.measuring import MILLION, in_millionths
from scoring.model import EXPERT_MODEL, Model
from scoring.past import Past
from scoring.query import ask
from scoring.ranking import Scoring
from scoring.records import Offer, Practice, Request

YEAR = timedelta(days=365)
CHANGES = {
    "renew": "renew the offer",
    "free-capacity": "make room for another exchange, or raise the capacity",
    "name-sector": "name the request's sector, if the offer serves it",
    "name-goal": "name the goals that the offer serves",
    "offer-modality": "offer the modality that the request wants",
    "name-language": "name a working language of the requester",
    "document-practice": "attach a documented practice",
}
"""What a provider can change, in the words of the page."""


@dataclass(frozen=True)
class Raise:
    """One change, what it would add to the score, and the place that the offer would then have."""

    change: str
    gain: float
    place: int

    @property
    def meaning(self) -> str:
        """The change in English, to be translated."""
        return CHANGES[self.change]


@dataclass(frozen=True)
class _Change:
    name: str
    feature: str
    offer: Offer
    practices: tuple[Practice, ...] = ()


def raises(request: Request, offer: str, index: Index, *, model: Model = EXPERT_MODEL) -> tuple[Raise, ...]:
    """The changes that would raise an offer for a request, the strongest first; none where it stands first already.

    Each is measured alone. Raises KeyError for an offer that the index does not hold.
    """
    return raises_of(Scoring(ask(request, index), model), index.places[offer])


def raises_of(scoring: Scoring, place: int) -> tuple[Raise, ...]:
    """As `raises`, of the offer at a place of offers that are scored already."""
    request, index = scoring.query.request, scoring.query.index
    found = [_measured(scoring, place, change) for change in _changes(request, index.offers[place], index)]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.place, -one.gain, one.change)))


def _changes(request: Request, offer: Offer, index: Index) -> Iterator[_Change]:
    renewed = replace(offer, published_on=index.as_of, expires_on=index.as_of + YEAR)
    yield _Change("renew", "fresh_offer", renewed)
    if offer.capacity:
        yield _Change("free-capacity", "free_capacity", replace(offer, engaged=0))
    if request.sectors:
        yield _Change("name-sector", "same_sector", replace(offer, sectors=(*offer.sectors, request.sectors[0])))
    if request.sdgs:
        yield _Change("name-goal", "common_goals", replace(offer, sdgs=(*offer.sdgs, *request.sdgs)))
    if request.modalities:
        wanted = (*offer.modalities, request.modalities[0])
        yield _Change("offer-modality", "fitting_modality", replace(offer, modalities=wanted))
    if request.working_languages:
        spoken = (*offer.working_languages, request.working_languages[0])
        yield _Change("name-language", "understood_language", replace(offer, working_languages=spoken))
    attached = Practice(id="attached")
    documented = replace(offer, practices=(*offer.practices, attached.id))
    yield _Change("document-practice", "documented_practice", documented, (attached,))


def _measured(scoring: Scoring, place: int, change: _Change) -> Raise | None:
    """A change measured on the offer alone; None where it opens no gate and leads to no better place."""
    row = next((row for row in scoring.model.rows if row.feature == change.feature), None)
    if row is None:
        return None
    before = scoring.gate(place)
    alone = ask(scoring.query.request, _alone(change, scoring.query.index))
    after = int(in_millionths(row, FEATURES[change.feature].measure(alone))[0])
    gain = after - int(scoring.measured.part(row.feature)[place])
    then = _place(scoring, place, gain)
    still_closed = any(gate.closes(alone)[0] for gate in GATES.values())
    if still_closed or (before is None and then >= _place(scoring, place, 0)):
        return None
    return Raise(change.name, gain / MILLION, then)


def _place(scoring: Scoring, place: int, gain: int) -> int:
    """The place of an offer among the open ones, were its score higher by some millionths."""
    rivals = scoring.open.copy()
    rivals[place] = False
    return int((scoring.totals[rivals] > scoring.totals[place] + gain).sum()) + 1


def _alone(change: _Change, index: Index) -> Index:
    """The changed offer by itself with its practices, its sectors compared as in the whole index."""
    behind = index.past.practices_behind(index.offers[index.places[change.offer.id]])
    past = Past((), (*behind, *change.practices), (), index.as_of.year, index.past.kinship)
    return Index([change.offer], past, index.as_of)

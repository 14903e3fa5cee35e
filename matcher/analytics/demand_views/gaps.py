"""Where a new offer would help most: the sectors and languages that would reach most unmet requests."""

from collections import Counter
from collections.abc import Sequence
from itertools import product

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.bars import stacked_bars
from matcher.analytics.demand_views.columns import SECTOR
from matcher.analytics.editions import Ground
from matcher.analytics.posts import NOT_YET, Alike, open_requests, total
from matcher.analytics.tables import Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View, whoever
from matcher.analytics.wanted import OF_POSTS
from scoring.tags import understands

Cell = tuple[str, str]
"""A sector and a language."""
Needs = Counter[tuple[Cell, ...]]


def gaps(asked: Asked) -> Table:
    """One row for each sector and language in which an offer would be near some unmet request.

    Greedy coverage (Nemhauser, Wolsey & Fisher 1978: at least 63 % of the best choice of as many): each row reaches the
    most unmet requests that none of those above it reaches; those that add nothing follow by what they reach.
    """
    requests = open_requests(asked)
    unserved = [one for one in requests if one.reached == NOT_YET]
    needs = _needs(unserved)
    reached, in_all = _counted(needs), _counted(_needs(requests))
    added = _greedy(needs, in_all)
    order = [*added, *sorted(reached.keys() - added.keys(), key=lambda cell: (-reached[cell], -in_all[cell], cell))]
    rows = [(*cell, added.get(cell, 0), reached[cell], in_all[cell]) for cell in order]
    return Table((SECTOR, LANGUAGE, ADDED, REACHED, IN_ALL), rows, total(unserved), _notes(unserved))


def _needs(requests: Sequence[Alike]) -> Needs:
    """How many requests there are by the cells that would reach them, in the languages that any of them works in."""
    languages = sorted({language for one in requests for language in one.tags.languages})
    near = {code: {one for one in languages if understands(one, code)} for code in languages}
    needs: Needs = Counter()
    for one in requests:
        understood = sorted({code for language in one.tags.languages for code in near[language]})
        needs[tuple(product(one.tags.sectors, understood))] += one.count
    return needs


def _counted(needs: Needs) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for cells, count in needs.items():
        for cell in cells:
            found[cell] += count
    return found


def _greedy(needs: Needs, in_all: Counter[Cell]) -> dict[Cell, int]:
    """What each cell adds to those chosen before it, in the order of the choice; `in_all` tells equal ones apart."""
    reached, left, waiting = _counted(needs), _counted(needs), needs
    added: dict[Cell, int] = {}
    while left:
        best = min(left, key=lambda cell: (-left[cell], -reached[cell], -in_all[cell], cell))
        added[best] = left[best]
        covered: Needs = Counter({cells: count for cells, count in waiting.items() if best in cells})
        waiting, left = waiting - covered, left - _counted(covered)
    return added


def _notes(unserved: Sequence[Alike]) -> list[Message]:
    if not unserved:
        return [Message("Every open request has at least one suggestion.")]
    untold = total(one for one in unserved if not (one.tags.sectors and one.tags.languages))
    return [Message("{count} unmet requests name no sector or language.", count=untold)] if untold else []


def bars(table: Table, telling: Telling) -> Chart:
    """The first sectors and languages, by what each adds to those above it."""
    language = telling.language
    records = [
        one | {"cell": f"{one['sector']} · {one['language']}", "too": int(one["unmet"] or 0) - int(one["added"] or 0)}
        for one in telling.records(table)
    ]
    parts = {"added": ADDED.title.told(language), "too": Message("Also reached by those above").told(language)}
    return stacked_bars(records, "cell", parts, title=REACHED.title.told(language))


LANGUAGE = Column(
    "language",
    Kind.LANGUAGE,
    Message("Language"),
    Message("The working language of the new offer; near languages understand each other."),
)
ADDED = Column(
    "added",
    Kind.COUNT,
    Message("Reached by this one first"),
    Message("Unmet requests that this offer would reach and none of those above it."),
)
REACHED = Column(
    "unmet", Kind.COUNT, Message("Unmet requests reached"), Message("Unmet requests of this sector that understand it.")
)
IN_ALL = Column(
    "open",
    Kind.COUNT,
    Message("Open requests reached"),
    Message("All open requests of this sector that understand it, those with suggestions too."),
)
VIEW = View(
    name="gaps",
    title=Message("Where an offer would help"),
    caption=Message(
        "The sector and language of the new offers that would reach most unmet requests, each beside those above it. "
        "An offer reaches a request that names its sector and understands its language; whether it is suggested then "
        "depends on its words as well."
    ),
    table=gaps,
    rests_on=Ground.POSTS,
    same_for=whoever,
    drawings={"bars": bars},
    basis=lambda count: Message("{count:,} unmet requests counted.", count=count),
    takes=OF_POSTS - {"sector", "language"},
)

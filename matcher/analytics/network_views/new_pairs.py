"""Pairs that should talk: who never exchanged, though those around them did."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.edges import knows_institutions
from matcher.analytics.network_views.foretelling import DIGITS, MOST, Taught, taught
from matcher.analytics.network_views.new_pairs_quality import verdict
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.network_views.trials import judged
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.views import View
from matcher.analytics.wanted import OF_EXCHANGES

SHOWN = 100
"""Pairs in the table."""


def new_pairs(asked: Asked) -> Table:
    """The first pairs that never exchanged, each once, by the three methods together, with what speaks for them."""
    network = asked.network
    known = taught(network.source, network.target, len(network.nodes))
    reasons = _Reasons(known, network.nodes)
    rows = [reasons.row(int(teacher), int(learner)) for teacher, learner in first_pairs(known)]
    notes = [*notes_on(asked.edges, network), *_cut(known)]
    if 0 < len(network.nodes) <= MOST:
        notes.append(verdict(judged(network, asked.edges)))
    return Table(_columns(network.kind), rows, asked.edges.counted, notes)


def first_pairs(known: Taught) -> NDArray[np.int64]:
    """Provider and recipient of each pair, as places among the busiest, the likeliest first; of both ways of a pair the
    likelier one. Only pairs that some path leads between."""
    led = (known.by_peers > 0) | (known.by_common_partners > 0)
    fit = np.where(known.strangers & led, np.round(known.together, DIGITS), -1)
    pairs = np.argwhere((fit > fit.T) | (np.triu(fit == fit.T) & (fit >= 0)))
    order = np.argsort(-fit[pairs[:, 0], pairs[:, 1]], kind="stable")[:SHOWN]
    return np.asarray(pairs[order])


@dataclass(frozen=True)
class _Reasons:
    """What speaks for a pair, by names."""

    known: Taught
    names: Sequence[str]

    def row(self, teacher: int, learner: int) -> tuple[Cell, ...]:
        """A row of the table."""
        known = self.known
        ends = known.busiest[teacher], known.busiest[learner]
        common = known.common_partners(teacher, learner)
        through = [self.names[place] for place in common[:2]] + [None] * (2 - len(common[:2]))
        peer = known.peer(teacher, learner)
        return (
            *(self.names[place] for place in ends),
            float(known.together[teacher, learner]),
            len(common),
            *through,
            None if peer is None else self.names[peer],
        )


def _columns(kind: Kind) -> tuple[Column, ...]:
    return (
        Column("provider", kind, Message("Provider"), Message("Who could teach.")),
        Column("recipient", kind, Message("Recipient"), Message("Who could learn.")),
        Column(
            "score",
            Kind.NUMBER,
            Message("Score"),
            Message(
                "How much speaks for the pair, 0 to 1: the mean of its ranks among all that never exchanged, by peers, "
                "by common partners and by how much both exchange at all."
            ),
        ),
        Column("common", Kind.COUNT, Message("Common partners"), Message("How many exchanged with both.")),
        Column("through", kind, Message("Through"), Message("The common partner with the fewest other partners.")),
        Column("also_through", kind, Message("Also through"), Message("The next common partner.")),
        Column(
            "peer",
            kind,
            Message("Peer"),
            Message("Who taught the recipient, and of those the one who teaches most nearly the same as the provider."),
        ),
    )


def _cut(known: Taught) -> list[Message]:
    if len(known.partners) <= MOST:
        return []
    return [
        Message(
            "Pairs are looked for among the {most} with the most partners, of {all}.",
            most=MOST,
            all=len(known.partners),
        )
    ]


NEW_PAIRS = View(
    name="new-pairs",
    title=Message("Pairs that should talk"),
    caption=Message(
        "Who never exchanged, though much speaks for it: common partners, and peers of the provider who taught the "
        "recipient. What this foretells is measured in the view on its quality."
    ),
    table=new_pairs,
    same_for=knows_institutions,
    takes=OF_EXCHANGES | {"level"},
)

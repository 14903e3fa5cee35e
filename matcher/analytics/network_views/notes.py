"""What must be known before figures of the network are read."""

from locales.messages import Message
from matcher.analytics.edges import Edges
from matcher.analytics.network import Network

FEW = 30
"""Below so many exchanges shares and orders say little."""


def notes_on(edges: Edges, network: Network | None = None) -> list[Message]:
    """What is missing, and whether there is enough to read anything into it."""
    found: list[Message] = []
    if 0 < edges.counted < FEW:
        found.append(
            Message("Only {count} exchanges: read the figures as examples, not as tendencies.", count=edges.counted)
        )
    if network and network.untold:
        found.append(Message("In {count} pairings one side is not told; they are left out.", count=network.untold))
    return found

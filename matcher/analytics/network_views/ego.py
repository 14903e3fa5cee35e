"""One country or institution: from whom it learned, whom it taught, and in what."""

from collections import defaultdict

import numpy as np

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.bow import Bow, bow
from matcher.analytics.counting import Keys, counted_by
from matcher.analytics.edges import SECTORS, knows_institutions
from matcher.analytics.network_views.focusing import Focus, focus_of
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from matcher.analytics.wanted import OF_EXCHANGES

MAIN = 3
"""Sectors that are named for a partner: the most frequent."""
DRAWN = 10
"""Partners on each side of the drawing: those with the most exchanges; the table holds them all."""


def ego(asked: Asked) -> Table:
    """One row for each partner, the most frequent first. Partners of a country are countries, those of an institution
    institutions in their countries, or countries alone where no institution is told."""
    focus = focus_of(asked)
    partner, exchange, taught = focus.partner, focus.edges.exchange, focus.taught
    met = _times(partner, exchange)
    learned_from, taught_to = _times(partner[~taught], exchange[~taught]), _times(partner[taught], exchange[taught])
    about = _main_sectors(focus)
    order = sorted(met, key=lambda one: (-met[one], *(name or "" for name in focus.told(one))))
    rows: list[tuple[Cell, ...]] = [
        (*_told(focus, one), learned_from.get(one, 0), taught_to.get(one, 0), met[one], about.get(one), focus.key)
        for one in order
    ]
    return Table(_columns(focus), rows, focus.edges.counted, focus.notes)


def _told(focus: Focus, partner: int) -> tuple[str | None, ...]:
    """The country of a partner; of a partner of an institution also the institution."""
    return focus.told(partner) if focus.kind == Kind.ORGANIZATION else focus.told(partner)[:1]


def _columns(focus: Focus) -> tuple[Column, ...]:
    institution = Column(
        "organization",
        Kind.ORGANIZATION,
        Message("Its institution"),
        Message("The institution that was the partner, where it is told."),
    )
    return (
        Column("country", Kind.COUNTRY, Message("With whom"), Message("The country of the partner.")),
        *([institution] if focus.kind == Kind.ORGANIZATION else []),
        Column("learned", Kind.COUNT, Message("Learned from"), Message("In how many exchanges the partner taught.")),
        Column("taught", Kind.COUNT, Message("Taught to"), Message("In how many exchanges the partner learned.")),
        Column("exchanges", Kind.COUNT, Message("Exchanges"), Message("In how many exchanges they met.")),
        Column(
            "sectors",
            Kind.SECTORS,
            Message("Mostly about"),
            Message("The most frequent sectors of these exchanges, at most three."),
        ),
        focus.column,
    )


def _times(keys: Keys, exchange: np.typing.NDArray[np.int32]) -> dict[int, int]:
    found, counts = counted_by(keys, exchange)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def _main_sectors(focus: Focus) -> dict[int, str]:
    """The most frequent sectors with each partner, parted by a bar."""
    place, sector = np.nonzero(focus.edges.sectors)
    keys, counts = counted_by(focus.partner[place] * len(SECTORS) + sector, focus.edges.exchange[place])
    found: dict[int, list[str]] = defaultdict(list)
    for key in keys[np.lexsort((keys, -counts))].tolist():
        found[key // len(SECTORS)].append(SECTORS[key % len(SECTORS)])
    return {partner: "|".join(slugs[:MAIN]) for partner, slugs in found.items()}


def partners(table: Table, telling: Telling) -> Chart:
    """The one in the middle, those from whom it learned to the left, those whom it taught to the right."""
    titles = {one.name: one.title.told(telling.language) for one in table.columns}
    records = telling.records(table)
    sides = {
        side: sorted(
            ((str(one.get("organization") or one["country"]), int(one[side] or 0)) for one in records if one[side]),
            key=lambda one: (-one[1], one[0]),
        )[:DRAWN]
        for side in ("learned", "taught")
    }
    return bow(Bow(str(records[0]["focus"]), sides["learned"], sides["taught"], (titles["learned"], titles["taught"])))


EGO = View(
    name="ego",
    title=Message("One country or institution"),
    caption=Message(
        "From whom one country or institution learned, to the left, and whom it taught, to the right; the wider the "
        "line, the more exchanges."
    ),
    table=ego,
    same_for=knows_institutions,
    drawings={"partners": partners},
    takes=OF_EXCHANGES | {"focus"},
)

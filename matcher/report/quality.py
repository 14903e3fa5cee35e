"""How good the ranking was, by what people decided: how often a place was endorsed, and where the chosen one stood."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import altair as alt
import numpy as np
from scipy.stats import binomtest
from sqlmodel import Session, col, select

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.theme import SERIES, WIDTH, data
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from matcher.evaluation.statistics import interval, resampled_means
from matcher.report.spans import within
from models.decision import Decision, Side, Verdict
from models.match import Match
from models.match_run import MatchRun
from models.weight_table import active_table
from scoring import EXPERT_MODEL

LOW = Message("Lower end of the 95 % interval.")
HIGH = Message("Upper end of the 95 % interval.")
FROM, TO = Message("95 %, from"), Message("95 %, to")


def endorsed(year: int) -> View:
    """How often focal points endorsed what stood in each place."""
    return View(
        name="endorsed",
        title=Message("Endorsed, by place"),
        caption=Message(
            "Of the suggestions that focal points decided on in {year}, how many they endorsed, by the place that the "
            "ranking had given them. The lines are 95 % intervals.",
            year=str(year),
        ),
        table=partial(_endorsed, year),
        drawings={"shares": _shares},
        takes=frozenset(),
    )


def chosen(year: int) -> View:
    """Where those stood whom the requesters chose."""
    return View(
        name="chosen",
        title=Message("Where the chosen provider stood"),
        caption=Message(
            "For each request whose agency accepted a provider in {year}, the place that the ranking had given to the "
            "best placed of those it accepted.",
            year=str(year),
        ),
        table=partial(_chosen, year),
        takes=frozenset(),
    )


def _endorsed(year: int, asked: Asked) -> Table:
    """Wilson (1927) intervals: also right where there are few decisions, or all are alike."""
    last = {match: (rank, verdict) for match, rank, _, verdict in _said(asked.session, year, Side.FOCAL_POINT)}
    places = sorted({rank for rank, _ in last.values()})
    rows: list[tuple[Cell, ...]] = []
    for place in places:
        verdicts = [verdict == Verdict.ENDORSED for rank, verdict in last.values() if rank == place]
        rows.append((place, len(verdicts), sum(verdicts), round(sum(verdicts) / len(verdicts), 6), *_wilson(verdicts)))
    columns = (
        Column("place", Kind.COUNT, Message("Place in the list"), Message("The place in the list of suggestions.")),
        Column("decided", Kind.COUNT, Message("Decided"), Message("On how many suggestions a focal point decided.")),
        Column("endorsed", Kind.COUNT, Message("Endorsed"), Message("How many of them were endorsed.")),
        Column("share", Kind.SHARE, Message("Share"), Message("Endorsed of those decided.")),
        Column("low", Kind.SHARE, FROM, LOW),
        Column("high", Kind.SHARE, TO, HIGH),
    )
    note = Message("Who decides sees the places: what stands higher may also be endorsed because it stands higher.")
    return Table(columns, rows, len(last), notes=[note] if rows else [])


def _chosen(year: int, asked: Asked) -> Table:
    best: dict[str, int] = {}
    for _, rank, request, verdict in _said(asked.session, year, Side.REQUESTER):
        if verdict == Verdict.ACCEPTED:
            best[request] = min(rank, best.get(request, rank))
    places = [best[request] for request in sorted(best)]
    columns = (
        Column("figure", Kind.WORD, Message("Measure"), Message("What is measured.")),
        Column("value", Kind.NUMBER, Message("Value"), Message("Between 0 and 1; 1 is the best.")),
        Column("low", Kind.NUMBER, FROM, LOW),
        Column("high", Kind.NUMBER, TO, HIGH),
        Column("requests", Kind.COUNT, Message("Requests"), Message("How many requests the figure rests on.")),
    )
    return Table(columns, _measures(places) if places else [], len(places), notes=_models(asked.session, year))


def _measures(places: Sequence[int]) -> list[tuple[Cell, ...]]:
    """The mean reciprocal place with a bootstrap interval (Sakai 2006), and the shares of the first places."""
    reciprocal = 1 / np.array(places, dtype=float)
    mean = (round(float(reciprocal.mean()), 6), *interval(resampled_means(reciprocal)))
    first, three = ([place <= most for place in places] for most in (1, 3))
    return [
        (Message("Mean reciprocal place").template, *mean, len(places)),
        (Message("Chosen from the first place").template, sum(first) / len(first), *_wilson(first), len(places)),
        (Message("Chosen from the first three").template, sum(three) / len(three), *_wilson(three), len(places)),
    ]


def _wilson(holds: Sequence[bool]) -> tuple[float, float]:
    found = binomtest(sum(holds), len(holds)).proportion_ci(method="wilson")
    return round(float(found.low), 6), round(float(found.high), 6)


def _models(session: Session, year: int) -> list[Message]:
    begins, ends = (moment.date() for moment in within(year))
    ranked = select(MatchRun.model_version).where(col(MatchRun.as_of) >= begins, col(MatchRun.as_of) < ends)
    used = sorted(set(session.exec(ranked)))
    active = active_table(session)
    told = [Message("The places were given by the weight table {names}.", names=", ".join(used))] if used else []
    return [*told, Message("In force now: {name}.", name=active.version if active else EXPERT_MODEL.version)]


def _said(session: Session, year: int, side: Side) -> list[Any]:
    """What one side said in a year on suggestions as it saw them, the oldest first: match, place, request, verdict.

    Left out: what was undone, and what was said on an earlier suggestion of a pair that was suggested anew since.
    """
    begins, ends = within(year)
    columns: Any = (Match.id, Match.rank, Match.request, Decision.verdict)
    rows = select(*columns).join(Decision, col(Decision.match) == Match.id)
    standing = rows.where(col(Decision.undone_at).is_(None), col(Match.proposed_at) <= col(Decision.decided_at))
    verdicts = (Verdict.ENDORSED, Verdict.DECLINED, Verdict.ACCEPTED)
    theirs = standing.where(Decision.role == side, col(Decision.verdict).in_(verdicts))
    in_year = theirs.where(col(Decision.decided_at) >= begins, col(Decision.decided_at) < ends)
    return list(session.exec(in_year.order_by(col(Decision.decided_at), col(Decision.id))))


def _shares(table: Table, telling: Telling) -> Chart:
    """The share of each place as a point, with its interval as a line."""
    titles = {one.name: one.title.told(telling.language) for one in table.columns}
    across = alt.X("place:O", title=titles["place"], axis=alt.Axis(labelAngle=0))
    percent = alt.Axis(format=".0%")
    up = alt.Y("share:Q", title=titles["share"], axis=percent, scale=alt.Scale(domain=[0, 1]))
    share = next(one for one in table.columns if one.name == "share")
    records = [
        {**one, "told": f"{one['place']}: {telling.cell(share, one['share'])}"} for one in telling.records(table)
    ]
    chart = alt.Chart(data(records)).encode(x=across, description="told:N")
    lines = chart.mark_rule(strokeWidth=2, color=SERIES[0], aria=False).encode(
        y=alt.Y("low:Q", title=titles["share"]), y2="high:Q"
    )
    points = chart.mark_point(filled=True, size=90, color=SERIES[0], opacity=1).encode(y=up)
    return alt.layer(lines, points).properties(width=WIDTH, height=220)

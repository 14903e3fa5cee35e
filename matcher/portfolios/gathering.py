"""What the exchanges of a portfolio add up to, as far as their reader may know it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matcher.exchanges.public import listed_form
from matcher.exporting.formats import Rows
from matcher.policy import Actor, may
from matcher.policy.exchanges import ExchangeAction
from models.cost_share import CostShare
from models.dossier import Dossier
from models.exchange_schemas import ExchangePublic

COLUMNS = (
    *("id", "title", "state", "roles", "countries", "organizations", "sectors", "modality", "start_year", "end_year"),
    *("outcome", "amounts"),
)


@dataclass(frozen=True)
class Line:
    """An exchange as the reader may see it, the roles that its portfolio's institution has in it, and what it costs:
    only for those who may open it."""

    form: ExchangePublic
    roles: tuple[str, ...]
    costs: Sequence[CostShare] = ()


@dataclass(frozen=True)
class Sum:
    """What was brought in, in cash or in kind, in one currency, in whole units."""

    kind: str
    currency: str
    amount: int


@dataclass(frozen=True)
class Partner:
    """Who else took part, by organization, else by country, and in how many exchanges."""

    organization: str | None
    country: str | None
    exchanges: int


@dataclass(frozen=True)
class Portfolio:
    """Exchanges, counted. `sums` are those of the `opened` exchanges; `outcome` is the mean of the `rated` ones, in
    [0, 1]."""

    lines: Sequence[Line]
    states: dict[str, int]
    roles: dict[str, int]
    sectors: dict[str, int]
    partners: Sequence[Partner]
    sums: Sequence[Sum]
    opened: int
    rated: int
    outcome: float | None


def gather(session: Session, actor: Actor, found: Sequence[Dossier], *, of: str | None = None) -> Portfolio:
    """The portfolio of some exchanges; `of` is the institution whose it is. One query."""
    open_ones = {one.id for one in found if may(actor, ExchangeAction.OPEN, one)}
    costs = _costs(session, open_ones)
    lines = [_line(actor, one, costs.get(one.id, []), of) for one in found]
    forms = [one.form for one in lines]
    rated = [one.outcome for one in forms if one.outcome is not None]
    return Portfolio(
        lines=lines,
        states=_counted(one.state for one in forms),
        roles=_counted(role for one in lines for role in one.roles),
        sectors=_counted(sector for one in forms for sector in one.sectors),
        partners=_partners(forms, of),
        sums=_sums(share for shares in costs.values() for share in shares),
        opened=len(open_ones),
        rated=len(rated),
        outcome=sum(rated) / len(rated) if rated else None,
    )


def as_rows(portfolio: Portfolio) -> Rows:
    """The same as a table, a row an exchange."""
    return COLUMNS, [_row(one) for one in portfolio.lines]


def _row(line: Line) -> dict[str, object]:
    form = line.form
    plain = form.model_dump(
        include={"id", "title", "state", "sectors", "modality", "start_year", "end_year", "outcome"}
    )
    amounts = [f"{one.kind}: {one.amount:,} {one.currency}" for one in _sums(line.costs)]
    return plain | {
        "roles": list(line.roles),
        "countries": sorted({one.country for one in form.parties if one.country}),
        "organizations": sorted({one.organization for one in form.parties if one.organization}),
        "amounts": amounts,
    }


def _line(actor: Actor, dossier: Dossier, costs: Sequence[CostShare], of: str | None) -> Line:
    form = listed_form(actor, dossier)
    roles = dict.fromkeys(one.role for one in form.parties if of is not None and one.organization == of)
    return Line(form, tuple(roles), costs)


def _costs(session: Session, keys: set[str]) -> dict[str, list[CostShare]]:
    found: dict[str, list[CostShare]] = {}
    for one in session.exec(select(CostShare).where(col(CostShare.exchange).in_(keys)).order_by(col(CostShare.id))):
        found.setdefault(one.exchange, []).append(one)
    return found


def _sums(shares: Iterable[CostShare]) -> list[Sum]:
    total = Counter[tuple[str, str]]()
    for one in shares:
        if one.amount is not None and one.currency is not None:
            total[one.kind, one.currency] += one.amount
    return [Sum(kind, currency, amount) for (kind, currency), amount in sorted(total.items())]


def _counted(names: Iterable[str]) -> dict[str, int]:
    """The most frequent first."""
    return dict(sorted(Counter(names).items(), key=lambda one: (-one[1], one[0])))


def _partners(forms: Iterable[ExchangePublic], of: str | None) -> list[Partner]:
    """Each side once an exchange."""
    met = Counter[tuple[str | None, str | None]]()
    for form in forms:
        met.update({(one.organization, one.country) for one in form.parties if of is None or one.organization != of})
    ordered = sorted(met.items(), key=lambda one: (-one[1], one[0][0] or "", one[0][1] or ""))
    return [Partner(organization, country, count) for (organization, country), count in ordered]

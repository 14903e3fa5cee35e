"""Which activities are past exchanges between developing countries, and why the others are not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from locales.messages import Message
from matcher.catalogues.iati.activity import Activity, Side
from models import taxonomy
from models.exchange import ExchangeCreate, Party, PartyRole

NOT_BEGUN = {"1": Message("it is only planned"), "5": Message("it was cancelled"), "6": Message("it is suspended")}
"""States of activities (code list ActivityStatus) that are no experience yet."""
FUNDING, PROVIDING = "1", ("4", "3", "2", "reporting")
"""Roles of organizations (code list OrganisationRole); those that may provide, the likeliest first."""
LONGEST_TITLE, LONGEST_TEXT = 300, 20_000


@dataclass(frozen=True)
class KnownOrganization:
    """An organization of ours by which a side was recognised."""

    id: str
    country: str | None


@dataclass(frozen=True)
class Exchanged:
    """Who learned from whom: alpha-3 codes, the requesting countries in the order of their shares."""

    requesters: tuple[str, ...]
    provider: str
    organization: str | None


class NoExchangeError(Exception):
    """Why an activity is no past exchange."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


def exchange_of(activity: Activity, key: str, named: dict[Side, KnownOrganization], *, on: date) -> ExchangeCreate:
    """The past exchange that an activity tells of; `named` holds the sides that are organizations of ours.

    Raises NoExchangeError with the first reason why it is none.
    """
    _demand_begun(activity, on)
    found = _exchanged(activity, named)
    start, end = activity.start, activity.end
    return ExchangeCreate(
        id=key,
        requester_country=found.requesters[0],
        provider_country=found.provider,
        provider=found.organization,
        parties=[Party(role=PartyRole.REQUESTER, country=code) for code in found.requesters[1:]],
        funders=_funders(activity, named, found.organization),
        title=(activity.title or activity.id)[:LONGEST_TITLE],
        text=activity.text[:LONGEST_TEXT],
        language=activity.language,
        sectors=sectors_of(activity),
        start_year=start.year if start else None,
        end_year=end.year if end and (start is None or end >= start) else None,
    )


def _demand_begun(activity: Activity, on: date) -> None:
    if activity.status in NOT_BEGUN:
        raise NoExchangeError(NOT_BEGUN[activity.status])
    if activity.start is not None and activity.start > on:
        raise NoExchangeError(Message("it begins on {day} only", day=activity.start.isoformat()))


def _exchanged(activity: Activity, named: dict[Side, KnownOrganization]) -> Exchanged:
    requesters = _requesters(activity)
    provider, organization = _provider(activity, named)
    if not developing(provider):
        raise NoExchangeError(Message("its provider, {country}, is no developing country", country=provider))
    others = tuple(code for code in requesters if code != provider)
    if not others:
        raise NoExchangeError(Message("it stays within {country}", country=provider))
    southern = tuple(code for code in others if developing(code))
    if not southern:
        raise NoExchangeError(Message("no developing country receives"))
    return Exchanged(southern, provider, organization)


def _requesters(activity: Activity) -> list[str]:
    ordered = sorted(activity.recipients, key=lambda one: -one[1])
    found = [code for code in (alpha3(code) for code, _ in ordered) if code]
    if not found:
        raise NoExchangeError(Message("it names no recipient country that we know"))
    return list(dict.fromkeys(found))


def _provider(activity: Activity, named: dict[Side, KnownOrganization]) -> tuple[str, str | None]:
    """The country that provides, and its organization where it is one of ours: that of the first side, the implementing
    ones before the others, that is known or whose reference begins with a country."""
    for role in PROVIDING:
        for side in (one for one in activity.sides if one.role == role):
            ours = named.get(side)
            country = (ours.country if ours else None) or alpha3(side.ref.partition("-")[0])
            if country:
                return country, ours.id if ours else None
    raise NoExchangeError(Message("no side that provides has a country that we know"))


def _funders(activity: Activity, named: dict[Side, KnownOrganization], provider: str | None) -> list[str]:
    funding = (named[one].id for one in activity.sides if one.role == FUNDING and one in named)
    return [one for one in dict.fromkeys(funding) if one != provider]


def developing(country: str) -> bool:
    """Whether a country counts as one of the South: of the Group of 77, or not of high income (World Bank)."""
    known = taxonomy.countries()[country]
    return "g77" in known.memberships or known.income != "high"


def sectors_of(activity: Activity) -> list[str]:
    """Our sectors by the codes of the OECD DAC, the largest shares first."""
    ordered = [code for code, _ in sorted(activity.sectors, key=lambda one: -one[1])]
    return list(dict.fromkeys(_found(_sector(code) for code in ordered)))


def _found(values: Iterable[str | None]) -> list[str]:
    return [value for value in values if value is not None]


def _sector(code: str) -> str | None:
    """The sector whose code is the longest beginning of this one."""
    return next((_by_dac()[code[:length]] for length in range(len(code), 2, -1) if code[:length] in _by_dac()), None)


@cache
def _by_dac() -> dict[str, str]:
    found: dict[str, str] = {}
    for slug, one in taxonomy.sectors().items():
        for code in one.dac_codes:
            found.setdefault(code, slug)
    return found


@cache
def _by_alpha2() -> dict[str, str]:
    return {one.alpha2: code for code, one in taxonomy.countries().items()}


def alpha3(code: str) -> str | None:
    """The alpha-3 code of a country that we know, by its alpha-2 code."""
    return _by_alpha2().get(code.upper())

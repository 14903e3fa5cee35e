"""Exchanges as activities of the International Aid Transparency Initiative, standard 2.03."""

import xml.etree.ElementTree as ET  # only writes, parses nothing foreign  # nosec B405
from datetime import date

from sqlmodel import Session, select

from matcher.exchanges.public import public_exchanges
from models import taxonomy
from models.exchange import TEACHING, Exchange, ExchangeState, PartyRole
from models.exchange_schemas import ExchangePublic
from models.organization import Organization

PUBLISHER = "XX-SURSUR"
"""Placeholder of the publishing instance; a registered publisher has its own identifier."""
IATI_ROLES = {PartyRole.FUNDER: "1", PartyRole.FACILITATOR: "2", PartyRole.REQUESTER: "4"} | dict.fromkeys(
    TEACHING, "4"
)
"""Organisation roles of IATI: 1 funding, 2 accountable, 4 implementing."""
PIPELINE, IMPLEMENTATION, FINALISATION, CLOSED, CANCELLED = "1", "2", "3", "4", "5"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
TOLD = (ExchangeState.AGREED, ExchangeState.RUNNING, ExchangeState.COMPLETED, ExchangeState.CANCELLED)
DAC_3_DIGIT = "2"
UNSPECIFIED = "998"
"""The DAC's code for a sector, and for a region, that is not specified."""


def iati_activities(session: Session) -> tuple[bytes, int]:
    """An IATI file of the exchanges from their agreement on, and how many it holds. Where only years are known they
    become their first and last day.

    An exchange whose start is unknown is left out, since the standard wants one; so is one given up before all sides
    had agreed, which was never public.
    """
    names = {one.id: one.name for one in session.exec(select(Organization))}
    root = ET.Element("iati-activities", version="2.03")
    for exchange, public in public_exchanges(session, TOLD):
        was_agreed = exchange.state != ExchangeState.CANCELLED or exchange.agreed_at is not None
        dates = _dates(exchange)
        if was_agreed and (PLANNED_START in dates or ACTUAL_START in dates):
            root.append(_activity(exchange, public, names, dates))
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True), len(root)


def _activity(exchange: Exchange, public: ExchangePublic, names: dict[str, str], dates: dict[str, date]) -> ET.Element:
    activity = ET.Element("iati-activity", {"xml:lang": exchange.language or "en"})
    ET.SubElement(activity, "iati-identifier").text = f"{PUBLISHER}-{exchange.id}"
    reporting = ET.SubElement(activity, "reporting-org", {"ref": PUBLISHER, "type": "10", "secondary-reporter": "1"})
    _narrative(reporting, "Sursur")
    _narrative(ET.SubElement(activity, "title"), exchange.title or exchange.id)
    _narrative(ET.SubElement(activity, "description", type="1"), public.text or exchange.title or exchange.id)
    for side in public.parties:
        label = names.get(side.organization or "") or taxonomy.country_name(side.country or "", "en")
        _narrative(ET.SubElement(activity, "participating-org", role=IATI_ROLES[PartyRole(side.role)]), label)
    ET.SubElement(activity, "activity-status", code=_status(exchange))
    for kind, day in dates.items():
        ET.SubElement(activity, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    _places_and_sectors(activity, exchange, public)
    return activity


def _status(exchange: Exchange) -> str:
    """The activity status; finalisation is the time between the planned end and the last evaluation."""
    if exchange.state == ExchangeState.RUNNING:
        return FINALISATION if exchange.final_asked_at else IMPLEMENTATION
    return {
        ExchangeState.AGREED: PIPELINE,
        ExchangeState.COMPLETED: CLOSED,
        ExchangeState.CANCELLED: CANCELLED,
    }[ExchangeState(exchange.state)]


def _dates(exchange: Exchange) -> dict[str, date]:
    """The planned and the actual days that are known, by their IATI type. What never began has no actual end."""
    over = exchange.state in (ExchangeState.COMPLETED, ExchangeState.CANCELLED)
    first = date(exchange.start_year, 1, 1) if exchange.start_year else None
    last = date(exchange.end_year, 12, 31) if exchange.end_year else None
    begun = exchange.started_on or first
    found = {
        PLANNED_START: exchange.starts_on,
        ACTUAL_START: begun,
        PLANNED_END: exchange.ends_on or (None if over else last),
        ACTUAL_END: (exchange.ended_on or last) if over and begun else None,
    }
    return {kind: day for kind, day in found.items() if day is not None}


def _places_and_sectors(activity: ET.Element, exchange: Exchange, public: ExchangePublic) -> None:
    """Recipient countries and DAC codes with whole percentages that sum to 100, as the standard asks."""
    known = taxonomy.countries()
    learners = [one.country for one in public.parties if one.role == PartyRole.REQUESTER]
    recipients = list(dict.fromkeys(code for code in learners if code))
    for code, share in zip(recipients, _shares(len(recipients)), strict=True):
        ET.SubElement(activity, "recipient-country", code=known[code].alpha2, percentage=str(share))
    if not recipients:
        ET.SubElement(activity, "recipient-region", code=UNSPECIFIED, vocabulary="1", percentage="100")
    codes = [taxonomy.sectors()[slug].dac_codes[0] for slug in exchange.sectors if taxonomy.sectors()[slug].dac_codes]
    codes = list(dict.fromkeys(codes)) or [UNSPECIFIED]
    for code, share in zip(codes, _shares(len(codes)), strict=True):
        ET.SubElement(activity, "sector", vocabulary=DAC_3_DIGIT, code=code, percentage=str(share))


def _shares(count: int) -> list[int]:
    return [100 // count + (1 if place < 100 % count else 0) for place in range(count)]


def _narrative(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "narrative").text = text

"""Exchanges as activities of the International Aid Transparency Initiative, standard 2.03."""

import xml.etree.ElementTree as ET  # only writes; nothing foreign is parsed here

from sqlmodel import Session, select

from models import taxonomy
from models.exchange import Exchange, ExchangeParticipant, PartyRole, exchanges_with_participants
from models.organization import Organization

PUBLISHER = "XX-SURSUR"
"""Placeholder of the publishing instance; a registered publisher has its own identifier."""
IATI_ROLES = {
    PartyRole.FUNDER: "1",
    PartyRole.FACILITATOR: "2",
    PartyRole.PROVIDER: "4",
    PartyRole.REQUESTER: "4",
}
"""Organisation roles of IATI: 1 funding, 2 accountable, 4 implementing."""
CLOSED, IMPLEMENTATION = "4", "2"
ACTUAL_START, ACTUAL_END = "2", "4"
DAC_3_DIGIT = "2"


def iati_activities(session: Session) -> tuple[bytes, int]:
    """An IATI file of the exchanges, and how many it holds. Years become their first and last day.

    An exchange whose years are unknown is left out: the standard wants a date for every activity.
    """
    names = {one.id: one.name for one in session.exec(select(Organization))}
    root = ET.Element("iati-activities", version="2.03")
    exchanges = [one for one in exchanges_with_participants(session) if one[0].start_year or one[0].end_year]
    for exchange, sides in exchanges:
        root.append(_activity(exchange, sides, names))
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True), len(exchanges)


def _activity(exchange: Exchange, sides: list[ExchangeParticipant], names: dict[str, str]) -> ET.Element:
    activity = ET.Element("iati-activity", {"xml:lang": exchange.language or "en"})
    ET.SubElement(activity, "iati-identifier").text = f"{PUBLISHER}-{exchange.id}"
    reporting = ET.SubElement(activity, "reporting-org", {"ref": PUBLISHER, "type": "10", "secondary-reporter": "1"})
    _narrative(reporting, "Sursur")
    _narrative(ET.SubElement(activity, "title"), exchange.title or exchange.id)
    _narrative(ET.SubElement(activity, "description", type="1"), exchange.text or exchange.title or exchange.id)
    for side in sides:
        label = names.get(side.organization or "") or taxonomy.country_name(side.country or "", "en")
        _narrative(ET.SubElement(activity, "participating-org", role=IATI_ROLES[PartyRole(side.role)]), label)
    ET.SubElement(activity, "activity-status", code=CLOSED if exchange.end_year else IMPLEMENTATION)
    if exchange.start_year:
        ET.SubElement(activity, "activity-date", {"type": ACTUAL_START, "iso-date": f"{exchange.start_year}-01-01"})
    if exchange.end_year:
        ET.SubElement(activity, "activity-date", {"type": ACTUAL_END, "iso-date": f"{exchange.end_year}-12-31"})
    _places_and_sectors(activity, exchange, sides)
    return activity


def _places_and_sectors(activity: ET.Element, exchange: Exchange, sides: list[ExchangeParticipant]) -> None:
    """Recipient countries and DAC codes with whole percentages that sum to 100, as the standard asks."""
    known = taxonomy.countries()
    recipients = list(dict.fromkeys(one.country for one in sides if one.role == PartyRole.REQUESTER and one.country))
    for code, share in zip(recipients, _shares(len(recipients)), strict=True):
        ET.SubElement(activity, "recipient-country", code=known[code].alpha2, percentage=str(share))
    codes = [taxonomy.sectors()[slug].dac_codes[0] for slug in exchange.sectors if taxonomy.sectors()[slug].dac_codes]
    codes = list(dict.fromkeys(codes))
    for code, share in zip(codes, _shares(len(codes)), strict=True):
        ET.SubElement(activity, "sector", vocabulary=DAC_3_DIGIT, code=code, percentage=str(share))


def _shares(count: int) -> list[int]:
    return [100 // count + (1 if place < 100 % count else 0) for place in range(count)]


def _narrative(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "narrative").text = text

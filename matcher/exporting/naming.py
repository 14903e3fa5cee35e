"""The names of what can be exported."""

from enum import StrEnum


class ExportKind(StrEnum):
    """What can be exported."""

    DATAPACKAGE = "datapackage"
    REQUESTS = "requests"
    OFFERS = "offers"
    EXCHANGES = "exchanges"
    EXCHANGE_PARTIES = "exchange-parties"
    MATCHES = "matches"
    ORGANIZATIONS = "organizations"
    PRACTICES = "practices"
    DOCUMENTS = "documents"
    MECHANISMS = "mechanisms"
    CALLS = "calls"
    COMMUNITIES = "communities"
    MEMBERSHIPS = "memberships"
    EVENTS = "events"
    EXPERTS = "experts"
    ROSTERS = "rosters"
    PLACEMENTS = "placements"
    SUPPORT_MATRIX = "support-matrix"
    SECTORS = "sectors"
    COUNTRIES = "countries"
    NETWORK = "network"
    NETWORK_EDGES = "network-edges"
    IATI = "iati"
    LEXICON = "lexicon"
    CODEBOOK = "codebook"

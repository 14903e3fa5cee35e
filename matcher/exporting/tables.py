"""The tables that can be exported: how each gets its rows, and whose words it holds. What their columns mean stands in
the codebook."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from matcher.exporting.applications import applications
from matcher.exporting.book import codebook_rows
from matcher.exporting.edition import Rights
from matcher.exporting.exchanges import exchange_parties, exchanges
from matcher.exporting.experts import experts, placements, rosters
from matcher.exporting.formats import Rows
from matcher.exporting.naming import ExportKind
from matcher.exporting.network import network_edges
from matcher.exporting.places import priorities, projects
from matcher.exporting.posts import matches, offers, requests
from matcher.exporting.reference import countries, sectors, support_matrix
from matcher.exporting.register import (
    calls,
    communities,
    documents,
    events,
    mechanisms,
    memberships,
    organizations,
    practices,
)


@dataclass(frozen=True)
class TableExport:
    """How a table gets its rows, and whose words they hold."""

    rows: Callable[[Session], Rows]
    rights: Rights


TABLES: dict[ExportKind, TableExport] = {
    ExportKind.REQUESTS: TableExport(requests, Rights.WORDS),
    ExportKind.OFFERS: TableExport(offers, Rights.WORDS),
    ExportKind.EXCHANGES: TableExport(exchanges, Rights.WORDS),
    ExportKind.EXCHANGE_PARTIES: TableExport(exchange_parties, Rights.COMPILED),
    ExportKind.MATCHES: TableExport(matches, Rights.COMPILED),
    ExportKind.ORGANIZATIONS: TableExport(organizations, Rights.COMPILED),
    ExportKind.PRACTICES: TableExport(practices, Rights.WORDS),
    ExportKind.DOCUMENTS: TableExport(documents, Rights.COMPILED),
    ExportKind.MECHANISMS: TableExport(mechanisms, Rights.COMPILED),
    ExportKind.CALLS: TableExport(calls, Rights.COMPILED),
    ExportKind.APPLICATIONS: TableExport(applications, Rights.WORDS),
    ExportKind.COMMUNITIES: TableExport(communities, Rights.COMPILED),
    ExportKind.MEMBERSHIPS: TableExport(memberships, Rights.COMPILED),
    ExportKind.EVENTS: TableExport(events, Rights.COMPILED),
    ExportKind.EXPERTS: TableExport(experts, Rights.WORDS),
    ExportKind.ROSTERS: TableExport(rosters, Rights.COMPILED),
    ExportKind.PLACEMENTS: TableExport(placements, Rights.COMPILED),
    ExportKind.PRIORITIES: TableExport(priorities, Rights.WORDS),
    ExportKind.PROJECTS: TableExport(projects, Rights.COMPILED),
    ExportKind.SUPPORT_MATRIX: TableExport(support_matrix, Rights.COMPILED),
    ExportKind.SECTORS: TableExport(sectors, Rights.COMPILED),
    ExportKind.COUNTRIES: TableExport(countries, Rights.COMPILED),
    ExportKind.NETWORK_EDGES: TableExport(network_edges, Rights.WORDS),
    ExportKind.CODEBOOK: TableExport(codebook_rows, Rights.COMPILED),
}

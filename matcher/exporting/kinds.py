"""What can be exported, in which formats. Only public data: no drafts, no contacts, no accounts."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from matcher.errors import BadInputError
from matcher.exporting.book import codebook_page
from matcher.exporting.edition import Edition, Rights
from matcher.exporting.formats import FORMATS
from matcher.exporting.iati import iati_activities
from matcher.exporting.naming import ExportKind
from matcher.exporting.network import exchange_network, written_network
from matcher.exporting.package import data_package
from matcher.exporting.skos import thesaurus
from matcher.exporting.tables import TABLES
from matcher.files import write_whole

Content = tuple[bytes, int]
"""The bytes of a file, and how many things it holds."""


@dataclass(frozen=True)
class Export:
    """One kind of export: its formats, the usual one first, how it becomes a file, and whose words it holds."""

    formats: tuple[str, ...]
    content: Callable[[Session, str, Edition], Content]
    rights: Rights


def export(
    session: Session, kind: ExportKind, path: Path, form: str | None = None, *, edition: Edition | None = None
) -> int:
    """Writes one kind to a file; answers how many things it holds. The format is the ending's where none is named.

    Raises BadInputError for a format that the kind does not know.
    """
    chosen = form or path.suffix.lstrip(".").lower() or EXPORTS[kind].formats[0]
    content, count = content_of(session, kind, chosen, edition or Edition())
    write_whole(path, content)
    return count


def content_of(session: Session, kind: ExportKind, form: str, edition: Edition) -> Content:
    """The content of a file. Raises BadInputError for a format that the kind does not know."""
    known = EXPORTS[kind].formats
    if form not in known:
        raise BadInputError(
            "{kind} cannot be written as {chosen!r}; choose {names} with --format",
            kind=kind,
            chosen=form,
            names=", ".join(known),
        )
    return EXPORTS[kind].content(session, form, edition)


def _table(kind: ExportKind) -> Export:
    def content(session: Session, form: str, edition: Edition) -> Content:  # noqa: ARG001
        columns, rows = TABLES[kind].rows(session)
        return FORMATS[form](columns, rows), len(rows)

    return Export(tuple(FORMATS), content, TABLES[kind].rights)


def _network(session: Session, form: str, edition: Edition) -> Content:
    network = exchange_network(session)
    return written_network(network, form, created=edition.created), int(network.number_of_edges())


def _iati(session: Session, form: str, edition: Edition) -> Content:  # noqa: ARG001
    return iati_activities(session)


def _lexicon(session: Session, form: str, edition: Edition) -> Content:  # noqa: ARG001
    return thesaurus()


def _package(session: Session, form: str, edition: Edition) -> Content:  # noqa: ARG001
    return data_package(session, edition)


def _codebook(session: Session, form: str, edition: Edition) -> Content:
    table = _table(ExportKind.CODEBOOK)
    content, count = table.content(session, "csv" if form == "md" else form, edition)
    return (codebook_page() if form == "md" else content), count


_OTHERS = {
    ExportKind.DATAPACKAGE: Export(("zip",), _package, Rights.WORDS),
    ExportKind.NETWORK: Export(("graphml", "gexf"), _network, Rights.WORDS),
    ExportKind.IATI: Export(("xml",), _iati, Rights.WORDS),
    ExportKind.LEXICON: Export(("ttl",), _lexicon, Rights.COMPILED),
    ExportKind.CODEBOOK: Export((*FORMATS, "md"), _codebook, Rights.COMPILED),
}
EXPORTS: dict[ExportKind, Export] = {kind: _OTHERS.get(kind) or _table(kind) for kind in ExportKind}

"""The data package: every public table, the network and the IATI file in one archive with their description."""

from collections.abc import Iterator

from sqlmodel import Session

from matcher.exporting.archive import archived
from matcher.exporting.book import codebook_page
from matcher.exporting.descriptor import PackedFile, descriptor
from matcher.exporting.edition import Edition, Rights
from matcher.exporting.formats import FORMATS
from matcher.exporting.iati import iati_activities
from matcher.exporting.naming import ExportKind
from matcher.exporting.network import exchange_network, written_network
from matcher.exporting.readme import readme
from matcher.exporting.tables import TABLES


def data_package(session: Session, edition: Edition) -> tuple[bytes, int]:
    """The archive, and how many files with data it holds. The same data and edition give the same bytes."""
    files = list(_files(session, edition))
    told = {
        "datapackage.json": descriptor(files, edition),
        "README.md": readme(files, edition),
        "codebook.md": codebook_page(),
    }
    return archived(told | {one.path: one.content for one in files}), len(files)


def _files(session: Session, edition: Edition) -> Iterator[PackedFile]:
    for kind, table in TABLES.items():
        yield PackedFile(kind, f"data/{kind}.csv", FORMATS["csv"](*table.rows(session)), table.rights)
    network = exchange_network(session)
    for form in ("graphml", "gexf"):
        content = written_network(network, form, created=edition.created)
        yield PackedFile(ExportKind.NETWORK, f"network.{form}", content, Rights.WORDS)
    yield PackedFile(ExportKind.IATI, "iati.xml", iati_activities(session)[0], Rights.WORDS)

"""Files in a ZIP archive; the same files make the same bytes."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that an archive can tell: so that the same content always gives the same archive."""
READABLE = 0o644 << 16


def archived(files: Mapping[str, bytes]) -> bytes:
    """Files by their paths, in an archive."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for path, told in files.items():
            entry = ZipInfo(path, LONG_AGO)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, READABLE, 3
            archive.writestr(entry, told)
    return content.getvalue()

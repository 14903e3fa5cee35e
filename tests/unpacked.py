"""What files hold that are packed: workbooks and archives."""

import io
import zipfile

PACKED = b"PK\x03\x04"


def legible(content: bytes) -> bytes:
    """The content of a file; of an archive that of its members, one behind the other."""
    if not content.startswith(PACKED):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(legible(archive.read(name)) for name in archive.namelist())

"""Versions over HTTP: `ETag` tells the one that was read, `If-Match` the one that an edit starts from."""

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from matcher.errors import BadInputError, VersionNeededError
from models.base import Versioned

TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


def set_etag(response: Response, row: Versioned) -> None:
    """Tells the version of what is answered."""
    response.headers["ETag"] = f'"{row.version}"'


def _version(
    if_match: Annotated[str | None, Header(description='the version that you change, as its ETag: "3"')] = None,
) -> int:
    if if_match is None:
        raise VersionNeededError("send the ETag of what you read as `If-Match`, so that nobody's change is lost")
    found = TAG.fullmatch(if_match.strip())
    if found is None:
        raise BadInputError('If-Match holds one ETag, such as "3"')
    return int(found.group(1))


IfMatch = Annotated[int, Depends(_version)]
"""The version that an edit starts from."""

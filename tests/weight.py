"""How much is sent to whoever opens a page: what a slow network bears."""

import re
from html import unescape

from fastapi.testclient import TestClient
from httpx2 import Response

FIRST, AFTER = 60_000, 15_000
"""Bytes of a page with its files when it is the first one, and when the files are there already."""
OF_HEADERS = 300
FILE = re.compile(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"')


def too_heavy(client: TestClient, answer: Response, sizes: dict[str, int]) -> list[str]:
    """Where a page is more than that; `sizes` keeps those of the files, packed as they are sent."""
    after = _sent(answer)
    files = {unescape(one) for one in FILE.findall(answer.text)}
    sizes |= {one: _sent(client.get(one)) for one in files - sizes.keys()}
    first = after + sum(sizes[one] for one in files)
    return [f"{answer.url}: {first} bytes first, {after} after"] if first > FIRST or after > AFTER else []


def _sent(answer: Response) -> int:
    return int(answer.headers["content-length"]) + OF_HEADERS

"""One call to a webhook: to the address that was checked, within ten seconds, and without following anybody."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext, create_default_context
from urllib.parse import urlsplit

import httpx2 as httpx

from matcher.webhooks.reaching import Reach, UnreachableError

SECONDS = 10.0
"""The whole of a call may take so long."""
READ_BYTES = 4_096
SHOWN = 500
"""Characters of an answer that are kept."""


@dataclass(frozen=True)
class Heard:
    """What came of a call: a status with the beginning of the answer, or why there is none."""

    status: int | None = None
    answer: str | None = None
    error: str | None = None

    @property
    def good(self) -> bool:
        """The receiver took it."""
        return self.status is not None and 200 <= self.status < 300


async def call(url: str, body: bytes, headers: Mapping[str, str], reach: Reach) -> Heard:
    """Posts a body; whatever goes wrong is told in the answer, never raised."""
    try:
        async with asyncio.timeout(SECONDS):
            return await _posted(url, body, headers, reach)
    except TimeoutError:
        return Heard(error=f"no answer within {SECONDS:.0f} seconds")
    except UnreachableError as error:
        return Heard(error=str(error))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return Heard(error=f"{type(error).__name__}: {error}"[:SHOWN])


@cache
def _trust() -> SSLContext:
    """The certificates that are trusted, read once: that takes longer than a call."""
    return create_default_context()


async def _posted(url: str, body: bytes, headers: Mapping[str, str], reach: Reach) -> Heard:
    """The name is looked up once, and the call goes to what was found: no second look-up can lead elsewhere."""
    found, parts = await reach.find(url), urlsplit(url)
    target = httpx.URL(url).copy_with(host=str(found))
    named = dict(headers) | {"Host": parts.netloc}
    extensions = {"sni_hostname": parts.hostname} if parts.scheme == "https" else {}
    async with (
        httpx.AsyncClient(follow_redirects=False, trust_env=False, timeout=SECONDS, verify=_trust()) as client,
        client.stream("POST", target, content=body, headers=named, extensions=extensions) as response,
    ):
        return Heard(response.status_code, await _beginning(response))


async def _beginning(response: httpx.Response) -> str:
    """The first characters of an answer as it came; packed answers are not unpacked."""
    read = b""
    async for part in response.aiter_raw():
        read += part
        if len(read) >= READ_BYTES:
            break
    text = read[:READ_BYTES].decode(errors="replace")
    return "".join(one if one.isprintable() or one in "\n\t" else "\N{REPLACEMENT CHARACTER}" for one in text)[:SHOWN]

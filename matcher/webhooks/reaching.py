"""Which addresses may be called: public ones over https. A webhook must not become a way into the network behind us."""

import asyncio
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from matcher.errors import BadInputError

Address = IPv4Address | IPv6Address
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("2002::/16"))
"""IPv6 addresses that stand for IPv4 ones, which may lie inside."""


ASSIGNED = IPv4Network("192.0.0.0/24")
"""For the machinery of networks; older versions of Python know a part of it only. One cloud keeps secrets there."""


class UnreachableError(Exception):
    """An address that is not called, with the reason."""


@dataclass(frozen=True)
class Reach:
    """How far calls go. `anywhere` also allows http and addresses inside: for development, on one's own machine."""

    anywhere: bool = False

    def check(self, url: str) -> None:
        """Raises BadInputError where a webhook may not have this address; the name is looked up when it is called."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise BadInputError("url: this is not a web address") from None
        schemes = ("https", "http") if self.anywhere else ("https",)
        if parts.scheme not in schemes:
            raise BadInputError(
                "url: give an address that begins with {names}", names=" or ".join(f"{one}://" for one in schemes)
            )
        if not parts.hostname or port == 0:
            raise BadInputError("url: give an address with the name of a host")
        if parts.username is not None or parts.fragment:
            raise BadInputError("url: give the address without user, password or fragment")
        literal = _literal(parts.hostname)
        if literal is not None and not self.allows(literal):
            raise BadInputError("url: {hostname} is not a public address", hostname=parts.hostname)

    async def find(self, url: str) -> Address:
        """The network address behind a URL. Raises UnreachableError where there is none or one of them lies inside."""
        parts = urlsplit(url)
        if parts.scheme != "https" and not self.anywhere:
            raise UnreachableError("only https is called")
        found = await _looked_up(parts)
        for one in found:
            if not self.allows(one):
                raise UnreachableError(f"{parts.hostname} leads to {one}, which is not a public address")
        return found[0]

    def allows(self, address: Address) -> bool:
        """Whether calls may go to a network address."""
        if self.anywhere:
            return True
        if isinstance(address, IPv6Address) and (
            address.ipv4_mapped is not None or any(address in one for one in TRANSLATED)
        ):
            return False
        if isinstance(address, IPv4Address) and address in ASSIGNED:
            return False
        return address.is_global and not address.is_multicast and not address.is_reserved


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host.split("%", maxsplit=1)[0])
    except ValueError:
        return None


async def _looked_up(parts: SplitResult) -> list[Address]:
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnreachableError(f"the name {parts.hostname} is not known") from None
    addresses = [ip_address(str(one[4][0]).split("%")[0]) for one in found]
    return sorted(addresses, key=lambda one: one.version)  # every host has IPv4, not every network has IPv6

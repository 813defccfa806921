"""Which hosts a table may be fetched from: those of the public internet, and those that an administrator names.

A name is resolved once and the connection goes to the very addresses that were checked, so that a name that changes
its mind in between leads nowhere. Redirects come through here as well.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.errors import BadInput, NotAllowed

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[..., list[Any]]  # as socket.getaddrinfo

ANSWERED_INSIDE = (  # although they look public
    ipaddress.ip_network("168.63.129.16/32"),  # the agent of Azure's machines
    ipaddress.ip_network("192.0.0.0/24"),  # among others the agent of Oracle's machines
)
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv6 spelling of an IPv4 address (RFC 6052)
INSIDE = "An administrator can allow it with TABLECAST_FETCH_HOSTS; or download the file and upload it."


@dataclass(frozen=True)
class Guard:
    """What may be reached beside the public internet: names (`*.example.org` means all below) and networks."""

    names: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()
    resolve: Resolve = field(default=socket.getaddrinfo, compare=False)

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of a host, all of them checked.

        Raises NotAllowed when one of them lies inside a network that is not named, BadInput when there is none.
        """
        try:
            found = self.resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise BadInput(f"There is no host “{host}”.", hint="Check the spelling of the address.") from error
        addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._named(host) and not all(self._open(address) for address in addresses):
            raise NotAllowed(f"The host “{host}” is inside a private network.", hint=INSIDE)
        return addresses

    def _named(self, host: str) -> bool:
        name = host.casefold().rstrip(".")
        return any(name == known or (known.startswith("*.") and name.endswith(known[1:])) for known in self.names)

    def _open(self, text: str) -> bool:
        address = ipaddress.ip_address(text.partition("%")[0])
        return is_public(address) or any(
            address in network for network in self.networks if network.version == address.version
        )


def guard(allowed: str, resolve: Resolve = socket.getaddrinfo) -> Guard:
    """The guard for a setting such as `files.example.org, *.intranet.example.org, 10.0.0.0/8`."""
    names, networks = [], []
    for word in filter(None, (part.strip() for part in allowed.split(","))):
        try:
            networks.append(ipaddress.ip_network(word, strict=False))
        except ValueError:
            names.append(word.casefold().rstrip("."))
    return Guard(tuple(names), tuple(networks), resolve)


def is_public(address: Address) -> bool:
    """Whether everybody on the internet means the same host by this address; also of an IPv4 one inside an IPv6 one."""
    return all(_is_global(one) for one in _embedded(address) or (address,))


def _is_global(address: Address) -> bool:
    closed = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not closed and not any(address in network for network in ANSWERED_INSIDE)


def _embedded(address: Address) -> tuple[Address, ...]:
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    inside = [address.ipv4_mapped, address.sixtofour, address.teredo[1] if address.teredo else None]
    if address in TRANSLATED:
        inside.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in inside if one is not None)

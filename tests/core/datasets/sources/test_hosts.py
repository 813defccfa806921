"""Nothing inside a private network is reached, however its address is written."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from core.datasets.sources import hosts
from core.errors import BadInput, NotAllowed


def resolving(*addresses: str) -> Any:
    """A resolver that knows one host."""

    def resolve(_host: str, port: int, **_options: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolve


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "0",
        "0.0.0.0",  # noqa: S104 (asked for, not listened on)
        "::1",
        "::",
    ],
)
def test_this_machine_is_not_reached_in_any_spelling(host: str) -> None:
    with pytest.raises(NotAllowed, match="inside a private network"):
        hosts.Guard().addresses(host, 80)


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192",
        "168.63.129.16", "198.18.0.1", "224.0.0.1", "255.255.255.255", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    with pytest.raises(NotAllowed):
        hosts.guard("", resolving(address)).addresses("files.example.org", 443)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_the_public_internet_is_reached(address: str) -> None:
    assert hosts.guard("", resolving(address)).addresses("example.org", 443) == (address,)


def test_one_address_inside_among_others_is_enough_to_refuse() -> None:
    with pytest.raises(NotAllowed):
        hosts.guard("", resolving("93.184.215.14", "10.0.0.1")).addresses("example.org", 443)


@pytest.mark.parametrize(
    "allowed", ["files.intranet", "FILES.intranet.", "*.intranet", "10.0.0.0/8", "a, 10.0.0.1 , b"]
)
def test_an_administrator_can_name_hosts_and_networks(allowed: str) -> None:
    assert hosts.guard(allowed, resolving("10.0.0.1")).addresses("files.intranet", 80) == ("10.0.0.1",)


@pytest.mark.parametrize("allowed", ["intranet", "*.files.intranet", "10.1.0.0/16", "::/0"])
def test_others_stay_closed(allowed: str) -> None:
    with pytest.raises(NotAllowed):
        hosts.guard(allowed, resolving("10.0.0.1")).addresses("files.intranet", 80)


def test_a_host_that_does_not_exist_is_told() -> None:
    def resolve(*_arguments: Any, **_options: Any) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(BadInput, match="There is no host “nowhere"):
        hosts.guard("", resolve).addresses("nowhere.example", 80)


def test_an_ordinary_address_of_each_family_is_public() -> None:
    assert hosts.is_public(ipaddress.ip_address("8.8.8.8"))
    assert hosts.is_public(ipaddress.ip_address("2606:4700::1111"))

"""Which addresses a name has, and which of them belong to the public internet."""

import ipaddress
import socket

GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
TUNNELS = (
    ipaddress.ip_network("2001::/23"),  # Teredo and other protocol assignments
    ipaddress.ip_network("2002::/16"),  # 6to4: carries any IPv4 address inside
    ipaddress.ip_network("192.88.99.0/24"),  # 6to4 relays
)


def resolve_name(host: str, port: int) -> list[str]:
    """Every address of a name, in the order of preference; OSError when it has none."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, tunnels into other networks excluded."""
    ip = _unmapped(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip not in GLOBAL_UNICAST:
        return False  # is_global alone lets NAT64 and IPv4-compatible addresses pass
    if any(ip in network for network in TUNNELS):
        return False
    return ip.is_global and not ip.is_multicast


def is_loopback(address: str) -> bool:
    return _unmapped(address).is_loopback


def _unmapped(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        return ip.ipv4_mapped
    return ip

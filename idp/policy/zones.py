"""Named networks, ordered from the weakest to the strongest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from idp.policy.text import Text

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Zone:
    """A network the policy names.

    `offers` are the names of the levels a person may sign in with here, weakest first.
    """

    name: str
    inside: bool
    networks: tuple[Network, ...]
    offers: tuple[str, ...]
    label: Text


@dataclass(frozen=True, slots=True)
class Zones:
    """Every zone, weakest first. There is at least one."""

    order: tuple[Zone, ...]
    _ranks: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _table: Mapping[_Key, tuple[Zone, Network]] = field(init=False, repr=False, compare=False)
    _lengths: tuple[tuple[int, int], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table: dict[_Key, tuple[Zone, Network]] = {}
        for zone in self.order:
            for network in zone.networks:
                table.setdefault(_key(network.network_address, network.prefixlen), (zone, network))
        lengths = sorted({(version, length) for version, length, _ in table}, reverse=True)
        object.__setattr__(self, "_ranks", {zone.name: rank for rank, zone in enumerate(self.order)})
        object.__setattr__(self, "_table", table)
        object.__setattr__(self, "_lengths", tuple(lengths))

    def __iter__(self) -> Iterator[Zone]:
        return iter(self.order)

    def __contains__(self, name: str) -> bool:
        return name in self._ranks

    @property
    def default(self) -> Zone:
        """The zone of every address that no network holds: the weakest."""
        return self.order[0]

    @property
    def names(self) -> tuple[str, ...]:
        """The names, weakest first."""
        return tuple(zone.name for zone in self.order)

    @property
    def inside(self) -> tuple[Zone, ...]:
        """The zones that count as the workplace, weakest first."""
        return tuple(zone for zone in self.order if zone.inside)

    def get(self, name: str) -> Zone:
        """Return the zone of this name; an unknown name is the default zone, so it never leaves anyone inside."""
        return self.order[self._ranks.get(name, 0)]

    def rank(self, name: str) -> int:
        """Return the zone's place in the order, 0 for the weakest and for an unknown name."""
        return self._ranks.get(name, 0)

    def weakest_of(self, names: Iterable[str]) -> str:
        """Return the weakest of the named zones; the default zone when there are none."""
        return self.order[min(map(self.rank, names), default=0)].name

    def find_network(self, address: Address) -> tuple[Zone, Network] | None:
        """Return the narrowest network that holds the address, and its zone; None when no network does.

        The same network in two zones belongs to the weaker.
        """
        for version, length in self._lengths:
            if version == address.version and (found := self._table.get(_key(address, length))):
                return found
        return None


def _key(address: Address, length: int) -> _Key:
    """Return what all addresses of one network have in common."""
    return address.version, length, int(address) >> (address.max_prefixlen - length)

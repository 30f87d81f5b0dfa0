"""The units of SMPP 3.4 that one conversation needs: written whole, read without trust (section 5)."""

import struct
from dataclasses import dataclass
from typing import Final

HEADER: Final = struct.Struct(">IIII")
LARGEST: Final = 4096
"""Bytes of a unit that is read; ours are a few hundred."""

RESPONSE: Final = 0x80000000
GENERIC_NACK: Final = 0x80000000
BIND_RECEIVER: Final = 0x00000001
BIND_TRANSMITTER: Final = 0x00000002
SUBMIT_SM: Final = 0x00000004
DELIVER_SM: Final = 0x00000005
UNBIND: Final = 0x00000006
ENQUIRE_LINK: Final = 0x00000015

RECEIPTED_MESSAGE_ID: Final = 0x001E
MESSAGE_STATE: Final = 0x0427
MESSAGE_PAYLOAD: Final = 0x0424


class BadUnit(ValueError):
    """What was read is no unit of SMPP, or one that is cut short."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: what it is, how it ended when it is an answer, which request it belongs to, and the rest."""

    command: int
    status: int
    sequence: int
    body: bytes = b""

    def write(self) -> bytes:
        """Return the unit as it goes on the wire."""
        return HEADER.pack(HEADER.size + len(self.body), self.command, self.status, self.sequence) + self.body


def read_length(start: bytes) -> int:
    """Return how many bytes follow the first four of a unit; raise BadUnit for a length that cannot be."""
    length = int.from_bytes(start, "big")
    if not HEADER.size <= length <= LARGEST:
        raise BadUnit("length")
    return length - len(start)


def read_unit(written: bytes) -> Unit:
    """Return the unit in these bytes, its length included; raise BadUnit."""
    if len(written) < HEADER.size:
        raise BadUnit("header")
    _, command, status, sequence = HEADER.unpack_from(written)
    return Unit(command, status, sequence, written[HEADER.size :])


def text(value: str, most: int) -> bytes:
    """Return a text as a C-octet string of at most `most` bytes, its end included; raise ValueError for a longer one."""
    encoded = value.encode("ascii")
    if len(encoded) >= most or b"\0" in encoded:
        raise ValueError("too long for its field")
    return encoded + b"\0"


@dataclass(slots=True)
class Reader:
    """Reads the fields of a body one after the other; raises BadUnit where it ends too early."""

    body: bytes
    place: int = 0

    def text(self) -> str:
        """Read a C-octet string; what is not Latin-1 cannot be, so nothing is refused."""
        end = self.body.find(b"\0", self.place)
        if end < 0:
            raise BadUnit("text")
        value = self.body[self.place : end].decode("latin-1")
        self.place = end + 1
        return value

    def octets(self, count: int) -> bytes:
        """Read so many bytes."""
        value = self.body[self.place : self.place + count]
        if len(value) < count:
            raise BadUnit("bytes")
        self.place += count
        return value

    def number(self, size: int = 1) -> int:
        """Read a whole number of so many bytes."""
        return int.from_bytes(self.octets(size), "big")

    def parameters(self) -> dict[int, bytes]:
        """Read what is left as optional parameters by tag; one that is cut short ends them."""
        found: dict[int, bytes] = {}
        try:
            while self.place < len(self.body):
                tag, length = self.number(2), self.number(2)
                found[tag] = self.octets(length)
        except BadUnit:
            return found
        return found

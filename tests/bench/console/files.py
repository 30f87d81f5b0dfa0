"""Files as other systems write them: people as CSV, hardware tokens as a key container (RFC 6030)."""

from base64 import b64encode
from collections.abc import Sequence

from idp.people.person import Person


def write_people(people: Sequence[Person], turn: int) -> bytes:
    """Return a line for each, of whom a title changes."""
    lines = ["realm;username;given_name;family_name;title;groups"]
    for one in people:
        groups = "|".join(sorted(one.groups))
        lines.append(f"{one.realm};{one.username};{one.given_name};{one.family_name};Titel {turn};{groups}")
    return "\n".join(lines).encode()


def write_tokens(count: int, turn: int) -> bytes:
    """Return a container of so many new tokens."""
    keys = "".join(
        f"<KeyPackage><DeviceInfo><SerialNo>BN{turn:02}{place:06}</SerialNo></DeviceInfo>"
        f'<Key Id="k{place}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"><AlgorithmParameters>'
        '<ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters><Data><Secret><PlainValue>'
        f"{b64encode(f'{place:020}'.encode()).decode()}</PlainValue></Secret></Data></Key></KeyPackage>"
        for place in range(count)
    )
    return f'<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">{keys}</KeyContainer>'.encode()

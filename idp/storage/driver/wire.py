"""How values travel to PostgreSQL and back: as text, by the type that SQLAlchemy gives a column or a parameter."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import JSON, Boolean, Integer, LargeBinary, String, TypeDecorator
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.types import TypeEngine

from idp.storage.metadata import EPOCH, Moment, count_microseconds

Writer = Callable[[Any], bytes | None]
Reader = Callable[[bytes], Any]

DIALECT: Final = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # SQLAlchemy's own
"""Compiles statements the way the server itself numbers their parameters."""


def find_writer(kind: TypeEngine[Any]) -> Writer:
    """Return what makes a value of this type the server's text. Raises TypeError for a type that nothing here uses."""
    if isinstance(kind, Moment):
        return write_moment
    if isinstance(kind, TypeDecorator):
        return decorate_writer(kind)
    if isinstance(kind, JSON):
        return write_json_or_null if kind.none_as_null else msgspec.json.encode
    for known, write in WRITERS:
        if isinstance(kind, known):
            return write
    raise TypeError(f"no way to write {kind!r}")


def find_reader(kind: TypeEngine[Any]) -> Reader:
    """Return what makes the server's text a value of this type. Raises TypeError for a type that nothing here uses."""
    if isinstance(kind, Moment):
        return read_moment
    if isinstance(kind, TypeDecorator):
        return decorate_reader(kind)
    for known, read in READERS:
        if isinstance(kind, known):
            return read
    raise TypeError(f"no way to read {kind!r}")


def decorate_writer(kind: TypeDecorator[Any]) -> Writer:
    """Return the writer of a type of our own, which stands on another."""
    write = find_writer(kind.impl_instance)
    return lambda value: write(kind.process_bind_param(value, DIALECT))


def decorate_reader(kind: TypeDecorator[Any]) -> Reader:
    """Return the reader of a type of our own, which stands on another."""
    read = find_reader(kind.impl_instance)
    return lambda raw: kind.process_result_value(read(raw), DIALECT)


def write_moment(value: datetime | None) -> bytes | None:
    return None if value is None else b"%d" % count_microseconds(value)


def read_moment(raw: bytes) -> datetime:
    return EPOCH + timedelta(microseconds=int(raw))


def write_text(value: str | None) -> bytes | None:
    """Return the text in UTF-8. Raises ValueError for one with a NUL: the client library would end it there."""
    if value is None:
        return None
    if "\0" in value:
        raise ValueError("PostgreSQL takes no NUL in a text")
    return value.encode()


def write_integer(value: int | None) -> bytes | None:
    return None if value is None else b"%d" % value


def write_boolean(value: bool | None) -> bytes | None:
    return None if value is None else (b"t" if value else b"f")


def write_bytes(value: bytes | None) -> bytes | None:
    return None if value is None else b"\\x" + value.hex().encode()


def write_json_or_null(value: Any) -> bytes | None:
    return None if value is None else msgspec.json.encode(value)


def read_boolean(raw: bytes) -> bool:
    return raw == b"t"


def read_bytes(raw: bytes) -> bytes:
    return bytes.fromhex(raw[2:].decode())


WRITERS: Final[tuple[tuple[type[TypeEngine[Any]], Writer], ...]] = (
    (Boolean, write_boolean),
    (Integer, write_integer),
    (LargeBinary, write_bytes),
    (String, write_text),
)
READERS: Final[tuple[tuple[type[TypeEngine[Any]], Reader], ...]] = (
    (Boolean, read_boolean),
    (Integer, int),
    (JSON, msgspec.json.decode),
    (LargeBinary, read_bytes),
    (String, bytes.decode),
)

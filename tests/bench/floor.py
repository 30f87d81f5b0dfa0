"""The floor: the same server and drivers doing what a grant cannot avoid, one ES256 signature and one durable write."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any, Final

import psycopg
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

DATABASE: Final = os.environ.get("DATABASE", ":memory:")
TABLE: Final = "CREATE TABLE IF NOT EXISTS floor (token text)"
KEY: Final = ec.generate_private_key(ec.SECP256R1())
held = threading.local()
first = threading.Lock()


def connect() -> Any:
    """Return the thread's connection, which commits by itself."""
    if not hasattr(held, "connection"):
        if DATABASE.startswith("postgresql"):
            held.connection = psycopg.connect(DATABASE, autocommit=True)
        else:
            held.connection = sqlite3.connect(DATABASE, isolation_level=None, timeout=5)
            held.connection.execute("PRAGMA journal_mode=WAL")
            held.connection.execute("PRAGMA synchronous=FULL")
        with first:
            held.connection.execute(TABLE)
    return held.connection


def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Sign and store once; nothing is stored for a GET."""
    if environ["REQUEST_METHOD"] == "POST":
        environ["wsgi.input"].read()
        signature = KEY.sign(b"x" * 300, ec.ECDSA(hashes.SHA256()))
        place = "%s" if DATABASE.startswith("postgresql") else "?"
        connect().execute(f"INSERT INTO floor VALUES ({place})", (signature.hex(),))
    body = b"{}"
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]

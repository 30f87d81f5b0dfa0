"""Real servers on loopback that the senders talk to."""

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "rp.havsvik.example"
"""The one host the certificate in these tests is for."""


@dataclass
class Request:
    """One request as the server saw it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Answerer = Callable[[BaseHTTPRequestHandler], None]


def answer(status: int, body: bytes = b"", **headers: str) -> Answerer:
    """Return an answerer for `WebServer`; header names take underscores."""

    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {**headers, "content_length": str(len(body))}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return write


@dataclass
class WebServer:
    """Remembers every request, counts connections and answers as it is told."""

    answerer: Answerer = field(default_factory=lambda: answer(200))
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    port: int = 0


@dataclass(frozen=True)
class Certificate:
    """A certificate for `NAME` as files and as contexts for both ends."""

    file: Path
    key_file: Path
    server: ssl.SSLContext
    client: ssl.SSLContext


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    folder = tmp_path_factory.mktemp("tls")
    file, key_file = folder / "certificate.pem", folder / "key.pem"
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file, key_file)
    return Certificate(file, key_file, server, ssl.create_default_context(cafile=str(file)))


def serve(web: WebServer, tls: ssl.SSLContext | None = None) -> Iterator[WebServer]:
    class Handler(BaseHTTPRequestHandler):
        def setup(self) -> None:
            web.connections += 1
            super().setup()

        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            web.requests.append(Request(self.command, self.path, headers, self.rfile.read(length)))
            web.answerer(self)

        do_GET = do_POST  # noqa: N815 - the standard library's name

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Stay silent: clients that hang up are what these tests are about."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        web.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield web
        server.shutdown()
        thread.join()


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A web server over plain http."""
    yield from serve(WebServer())


@pytest.fixture
def secure_web(certificate: Certificate) -> Iterator[WebServer]:
    """A web server over https, with a certificate for `NAME`."""
    yield from serve(WebServer(), certificate.server)


@pytest.fixture
def unused_port() -> Iterator[int]:
    """A port on loopback that is taken but where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]

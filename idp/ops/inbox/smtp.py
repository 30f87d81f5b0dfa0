"""Receives the demonstration's mail: as much of SMTP (RFC 5321, section 4.5.1) as handing over one mail takes."""

import email
import email.policy
from socketserver import StreamRequestHandler, ThreadingTCPServer

from idp.clock import Clock
from idp.ops.inbox.letterbox import Letter, Letterbox

LONGEST_LINE = 1000
LARGEST = 64 * 1024
SILENCE_SECONDS = 30


class MailReceiver(ThreadingTCPServer):
    """Listens on loopback and puts every mail into the letterbox; it sends nothing on."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, letterbox: Letterbox, clock: Clock) -> None:
        super().__init__(("127.0.0.1", port), Conversation)
        self.letterbox = letterbox
        self.clock = clock


class Conversation(StreamRequestHandler):
    """One client's commands until QUIT or 30 silent seconds."""

    server: MailReceiver
    timeout = SILENCE_SECONDS

    def handle(self) -> None:
        recipients: list[str] = []
        self._say("220 inbox ready")
        while line := self.rfile.readline(LONGEST_LINE):
            verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO" | "NOOP" | "MAIL":
                    self._say("250 inbox")
                case "RSET":
                    recipients.clear()
                    self._say("250 inbox")
                case "RCPT":
                    recipients.append(rest.partition("<")[2].partition(">")[0])
                    self._say("250 inbox")
                case "DATA" if recipients:
                    self._say("354 go on")
                    self._say("250 taken" if self._take_mail(recipients) else "552 too large")
                    recipients.clear()
                case "DATA":
                    self._say("503 to whom?")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("502 not here")

    def _take_mail(self, recipients: list[str]) -> bool:
        """Read a mail to its lone dot and put it into the letterbox; return False when it was too large to keep."""
        content = bytearray()
        while (line := self.rfile.readline(LONGEST_LINE)) not in {b".\r\n", b".\n", b""}:
            if len(content) <= LARGEST:
                content += line.removeprefix(b".")
        if len(content) > LARGEST:
            return False
        mail = email.message_from_bytes(bytes(content), policy=email.policy.default)
        text = mail.get_body(("plain",))
        for to in recipients:
            self.server.letterbox.put(
                Letter(
                    kind="mail",
                    to=to,
                    sender=str(mail["From"] or ""),
                    subject=str(mail["Subject"] or ""),
                    text=text.get_content().replace("\r\n", "\n").strip() if text else "",
                    at=self.server.clock(),
                )
            )
        return True

    def _say(self, reply: str) -> None:
        self.wfile.write(f"{reply}\r\n".encode())

"""Runs the demonstration's inbox: `python -m idp.ops.inbox --port 8025 --smtp-port 8026`."""

from pathlib import Path
from threading import Thread

import click
from werkzeug.serving import WSGIRequestHandler, make_server

from idp.clock import system_clock
from idp.ops.inbox.apps import load_apps
from idp.ops.inbox.gadgets import Gadgets
from idp.ops.inbox.letterbox import Letterbox
from idp.ops.inbox.pages import create_inbox
from idp.ops.inbox.smtp import MailReceiver
from idp.policy.loading import load_policy


class QuietHandler(WSGIRequestHandler):
    """Logs no request: the addresses asked for hold numbers and mail addresses."""

    def log_request(self, *_: object) -> None:
        pass


@click.command()
@click.option("--port", default=8025, show_default=True, help="Where the pages and the gateway are.")
@click.option("--smtp-port", default=8026, show_default=True, help="Where mail is received.")
@click.option(
    "--portal", default="http://localhost:8000/", show_default=True, help="Where links lead back to."
)
@click.option("--policy", type=click.Path(path_type=Path), help="The policy file that names the services.")
@click.option("--apps", type=click.Path(path_type=Path), help="A JSON list of {name, secret}: apps to show.")
@click.option("--tokens", type=click.Path(path_type=Path), help="A JSON list of hardware tokens to show.")
def main(
    port: int, smtp_port: int, portal: str, policy: Path | None, apps: Path | None, tokens: Path | None
) -> None:
    """Receive the demonstration's text messages and mails on this machine alone and show them."""
    letterbox = Letterbox()
    services = {key: service.name for key, service in load_policy(policy).services.items()} if policy else {}
    inbox = create_inbox(letterbox, system_clock, portal, services, load_apps(apps), Gadgets(tokens))
    pages = make_server("127.0.0.1", port, inbox, threaded=True, request_handler=QuietHandler)
    with MailReceiver(smtp_port, letterbox, system_clock) as mail:
        Thread(target=mail.serve_forever, daemon=True).start()
        try:
            pages.serve_forever()
        finally:
            mail.shutdown()


if __name__ == "__main__":
    main()

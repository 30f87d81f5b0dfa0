"""`python -m tests.conformance`: serve the provider for the OpenID Foundation's conformance suite, or run its plans.

    python -m tests.conformance --suite https://localhost:8443 --suite-ca ca.pem serve
    python -m tests.conformance --suite https://localhost:8443 --suite-ca ca.pem run basic config

The suite itself is fetched, built and started by whoever runs this; docs/conformance.md says what it must reach.
"""

import argparse
import json
import signal
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import urllib3

from tests.conformance.plans import PLANS, Runner
from tests.conformance.provider import Provider, command, describe, run_provider
from tests.conformance.record import GOOD, Record
from tests.conformance.static_clients import NOTICES
from tests.conformance.suite import Suite
from tests.conformance.suite_api import SuiteApi
from tests.support.chromium import run_chromium


def main() -> int:
    """Serve until interrupted, or run the plans and return 1 when a module failed or warned."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("--suite", default="https://localhost:8443", help="where the suite answers")
    parser.add_argument("--suite-ca", type=Path, help="the authority of the suite's certificate, a PEM file")
    parser.add_argument("--alias", default="eportal", help="the alias of the suite's test addresses")
    parser.add_argument(
        "--port", type=int, default=9443, help="where the provider answers; it uses the next port too"
    )
    parser.add_argument("--only", default="", help="run the modules whose name holds this")
    parser.add_argument(
        "--record",
        type=Path,
        help="write each result to this file, and do not run what went well in it again",
    )
    parser.add_argument("what", choices=["serve", "run"])
    parser.add_argument("plans", nargs="*", help=f"of {', '.join(PLANS)}; all when none is named")
    asked = parser.parse_args()
    if asked.what == "run":
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    suite = Suite(asked.suite, asked.alias, asked.suite_ca)
    with TemporaryDirectory() as name, run_provider(Path(name), asked.port, suite) as provider:
        if asked.what == "serve":
            sys.stdout.write(
                f"{describe(provider, suite)}\nThe provider answers at {provider.issuer}; stop with Ctrl-C.\n"
            )
            sys.stdout.flush()
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
            return 0
        return run_plans(provider, suite, asked.plans or list(PLANS), asked.only, Record(asked.record))


def run_plans(provider: Provider, suite: Suite, names: list[str], only: str, record: Record) -> int:
    """Run the plans and say how each went."""
    urllib3.disable_warnings()
    api = SuiteApi(suite.url)
    api.http.trust_env = False
    api.http.verify = str(suite.authority) if suite.authority else False
    totals = {}
    with run_chromium() as browser:
        runner = Runner(
            api, provider, browser, lambda: command(provider.folder, "keys", "rotate", "--at-once"), record
        )
        for name in names:
            sys.stdout.write(f"\n{name}\n")
            results = runner.run_plan(name, describe(provider, suite, name if name in NOTICES else ""), only)
            totals[name] = Counter(results)
    sys.stdout.write(f"\n{json.dumps(totals, indent=2)}\n")
    return 0 if all(set(results) <= GOOD for results in totals.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

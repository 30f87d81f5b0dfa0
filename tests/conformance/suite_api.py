"""Speaks to a running conformance suite over its HTTP interface."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

SECONDS = 60


@dataclass
class SuiteApi:
    """One suite, in its developer's mode: whoever asks is let in."""

    url: str
    http: requests.Session = field(default_factory=requests.Session)

    def create_plan(self, name: str, variant: Mapping[str, str], configuration: str) -> dict[str, Any]:
        """Make a plan and return it with its modules."""
        parameters = {"planName": name, "variant": json.dumps(variant)}
        return self._send("POST", "plan", params=parameters, data=configuration)

    def start_module(self, plan_id: str, name: str, variant: Mapping[str, str]) -> str:
        """Start a module of a plan and return its id."""
        parameters = {"test": name, "plan": plan_id, "variant": json.dumps(variant)}
        started: str = self._send("POST", "runner", params=parameters)["id"]
        return started

    def proceed(self, module_id: str) -> None:
        """Let a configured module begin."""
        self._send("POST", f"runner/{module_id}")

    def info(self, module_id: str) -> dict[str, Any]:
        """Return a module's status and result."""
        return self._send("GET", f"info/{module_id}")

    def log(self, module_id: str) -> list[dict[str, Any]]:
        """Return everything the module wrote."""
        found: list[dict[str, Any]] = self._send("GET", f"log/{module_id}")
        return found

    def addresses(self, module_id: str) -> list[str]:
        """Return the addresses that wait for a browser."""
        answer = self.http.get(f"{self.url}/api/runner/browser/{module_id}", timeout=SECONDS)
        return list(answer.json().get("urls", ())) if answer.ok else []

    def visited(self, module_id: str, address: str) -> None:
        """Say that a browser was sent to an address."""
        self._send("POST", f"runner/browser/{module_id}/visit", params={"url": address})

    def show(self, module_id: str, placeholder: str, picture: str) -> None:
        """Hand in a picture that a human may look at."""
        self._send("POST", f"log/{module_id}/images/{placeholder}", data=picture)

    def _send(self, method: str, path: str, **more: Any) -> Any:
        headers = {"Content-Type": "application/json"}
        answer = self.http.request(method, f"{self.url}/api/{path}", headers=headers, timeout=SECONDS, **more)
        answer.raise_for_status()
        return answer.json() if answer.content else {}

"""Runs plans of the conformance suite against a provider and says how every module went."""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Browser

from tests.conformance.provider import Provider
from tests.conformance.record import Record, name_module
from tests.conformance.suite_api import SuiteApi
from tests.conformance.visitor import Visitor

MODULE_SECONDS: Final = 150
LOOK_SECONDS: Final = 0.5
OVER: Final = frozenset({"FINISHED", "INTERRUPTED"})
STATIC: Final = {"server_metadata": "discovery", "client_registration": "static_client"}
DYNAMIC: Final = {"server_metadata": "discovery", "client_registration": "dynamic_client"}
CODE: Final = {"client_registration": "static_client", "response_type": "code"}

PLANS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "basic": ("oidcc-basic-certification-test-plan", STATIC),
    "implicit": ("oidcc-implicit-certification-test-plan", STATIC),
    "hybrid": ("oidcc-hybrid-certification-test-plan", STATIC),
    "formpost-basic": ("oidcc-formpost-basic-certification-test-plan", STATIC),
    "formpost-implicit": ("oidcc-formpost-implicit-certification-test-plan", STATIC),
    "formpost-hybrid": ("oidcc-formpost-hybrid-certification-test-plan", STATIC),
    "config": ("oidcc-config-certification-test-plan", {}),
    "dynamic": ("oidcc-dynamic-certification-test-plan", {"response_type": "code"}),
    "third-party": ("oidcc-3rdparty-init-login-certification-test-plan", {"response_type": "code"}),
    "rp-initiated": ("oidcc-rp-initiated-logout-certification-test-plan", CODE),
    "session": ("oidcc-session-management-certification-test-plan", CODE),
    "front-channel": ("oidcc-frontchannel-rp-initiated-logout-certification-test-plan", CODE),
    "back-channel": ("oidcc-backchannel-rp-initiated-logout-certification-test-plan", CODE),
}
"""The plans that a provider's core and logout are certified by, and how each is run."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a module went, and what it complained of."""

    module: str
    variant: str
    result: str
    complaints: tuple[str, ...]


@dataclass
class Runner:
    """Runs one module after the other, each in a browser that has never been anywhere."""

    api: SuiteApi
    provider: Provider
    browser: Browser
    rotate: Callable[[], object]
    record: Record

    def run_plan(self, name: str, configuration: str, only: str = "") -> list[str]:
        """Run a plan's modules, or those whose name holds `only`; one that went well before counts as it went then."""
        plan_name, variant = PLANS[name]
        plan = self.api.create_plan(plan_name, variant, configuration)
        before = self.record.load_good(name)
        results = []
        for module in plan["modules"]:
            tested, run_as = module["testModule"], module.get("variant") or {}
            called = name_module(tested, run_as)
            if called in before:
                results.append(before[called])
            elif only in tested:
                outcome = self.run_module(plan["id"], tested, run_as)
                self.record.add(name, called, outcome.result)
                results.append(outcome.result)
                sys.stdout.write(f"{write(outcome)}\n")
                sys.stdout.flush()
        return results

    def run_module(self, plan_id: str, name: str, variant: Mapping[str, str]) -> Outcome:
        """Run one module: visit what it asks for, and hand in the pictures it wants."""
        module_id = self.api.start_module(plan_id, name, variant)
        context = self.browser.new_context(ignore_https_errors=True, locale="sv-SE")
        try:
            visitor = Visitor(context.new_page(), self.provider)
            self._accompany(module_id, name, visitor)
        finally:
            context.close()
        info, log = self.api.info(module_id), self.api.log(module_id)
        complaints = tuple(
            f"{row['result']}: {row.get('src')}: {row.get('msg')}"
            for row in log
            if row.get("result") in {"FAILURE", "WARNING"}
        )
        kind = variant.get("response_type", "")
        return Outcome(name, kind, info.get("result") or info["status"], complaints)

    def _accompany(self, module_id: str, name: str, visitor: Visitor) -> None:
        deadline, has_begun = time.monotonic() + MODULE_SECONDS, False
        while time.monotonic() < deadline:
            info = self.api.info(module_id)
            status = info["status"]
            if status in OVER and info.get("result"):
                return
            if status == "CONFIGURED" and not has_begun:
                if "rotate-keys" in name:
                    self.rotate()
                self.api.proceed(module_id)
                has_begun = True
            for address in self.api.addresses(module_id):
                self.api.visited(module_id, address)
                visitor.visit(address)
            if status == "WAITING":
                self._hand_in(module_id, visitor)
            time.sleep(LOOK_SECONDS)

    def _hand_in(self, module_id: str, visitor: Visitor) -> None:
        """Hand in the screen for every picture that is waited for."""
        for row in self.api.log(module_id):
            placeholder: Any = row.get("upload")
            if placeholder and visitor.page.url != "about:blank":
                self.api.show(module_id, placeholder, visitor.picture())


def write(outcome: Outcome) -> str:
    """Return one line for a module, and one for each complaint."""
    lines = [f"{outcome.result:<12} {outcome.module} {outcome.variant}".rstrip()]
    return "\n".join([*lines, *(f"             {complaint}" for complaint in outcome.complaints)])

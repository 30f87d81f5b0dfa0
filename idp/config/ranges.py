"""The whole numbers a configuration may hold: the smallest and the largest of each."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from idp.config.problems import Fault

RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "listen.port": (1, 65535),
    "listen.workers": (1, 64),
    "listen.threads": (1, 256),
    "sessions.idle_minutes": (1, 60),
    "sessions.absolute_hours": (1, 24),
    "sessions.warning_seconds": (20, 600),
    "codes.length": (6, 10),
    "codes.life_seconds": (60, 600),
    "codes.attempts": (3, 10),
    "codes.resend_seconds": (10, 300),
    "codes.per_hour": (3, 60),
    "codes.per_number_per_hour": (3, 60),
    "codes.per_address_per_hour": (10, 10000),
    "sms_budget.kronor_per_month": (1, 10000000),
    "sms_budget.codes_per_day": (10, 1000000),
    "sms_budget.remind_at": (1, 100),
    "sms_budget.reason_at": (1, 100),
    "alarms.completion_percent": (1, 99),
    "alarms.completion_samples": (5, 10000),
    "alarms.adjacent_numbers": (3, 100),
    "accessibility.answer_days": (1, 30),
    "key_rotation.days": (7, 730),
    "audit.keep_days": (90, 3650),
    **{
        f"audit.shorter.{kind}": (90, 3650)
        for kind in ("sign_in", "method", "application", "account", "message", "admin", "system")
    },
    "client_secrets.days": (60, 1095),
    "audit.checkpoint_hours": (1, 720),
    "bypass.life_minutes": (5, 60),
    "bypass.approval_minutes": (5, 60),
    "resets.approval_minutes": (5, 480),
    "console.sign_in_minutes": (10, 600),
    "passwords.memory_kib": (19456, 1048576),
    "passwords.iterations": (2, 20),
    "passwords.concurrent": (1, 64),
    "passwords.failures": (3, 100),
    "passwords.failures_per_address": (10, 10000),
    "passwords.wait_seconds": (60, 14400),
    "tokens.code_seconds": (10, 60),
    "tokens.id_token_seconds": (60, 300),
    "tokens.access_token_seconds": (60, 600),
    "tokens.refresh_token_seconds": (300, 86400),
    "tokens.offline_days": (1, 90),
    "mail.port": (1, 65535),
    **{
        f"directories.{realm}.{name}": bounds
        for realm in ("adm", "skola")
        for name, bounds in (
            ("connect_seconds", (1, 10)),
            ("answer_seconds", (1, 10)),
            ("whole_seconds", (2, 15)),
            ("rest_seconds", (1, 300)),
            ("cache_seconds", (0, 300)),
            ("stale_minutes", (0, 60)),
            ("lockout_threshold", (4, 1000)),
            ("password_days", (1, 3650)),
        )
    },
}


def check_ranges(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each number outside its range; a key that is not in `values` is passed over."""
    for key, (smallest, largest) in RANGES.items():
        number = values.get(key)
        if number is not None and not smallest <= number <= largest:
            wanted = f"write a number from {smallest} to {largest}"
            yield Fault(key, f"{key} cannot be {number}", wanted)

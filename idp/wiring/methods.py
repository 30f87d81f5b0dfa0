"""The methods people prove themselves with, and what counts and limits their use."""

from dataclasses import dataclass
from datetime import timedelta

from idp.config.settings import Config
from idp.i18n import DEFAULT_LANGUAGE
from idp.methods.bypasses import Bypasses
from idp.methods.check_code import CodeChecker
from idp.methods.devices import Devices
from idp.methods.limits import Limits
from idp.methods.numbers import Numbers
from idp.methods.recovery import RecoveryCodes
from idp.methods.send_code import CodeSender
from idp.methods.sms.ladder import Ladder, build_ladder
from idp.methods.telling import Telling
from idp.methods.throttle import Throttle
from idp.methods.tokens.tokens import Tokens
from idp.methods.webauthn.asking import Asking
from idp.methods.webauthn.keys import Keys
from idp.methods.webauthn.relying_party import build_relying_party
from idp.sealing import derive_key
from idp.wiring.delivery import find_dearest
from idp.wiring.ground import Ground
from idp.wiring.parts import Parts


@dataclass(frozen=True, slots=True)
class Methods:
    """One of each."""

    throttle: Throttle
    limits: Limits
    telling: Telling
    ladder: Ladder
    sender: CodeSender
    checker: CodeChecker
    devices: Devices
    numbers: Numbers
    tokens: Tokens
    recovery: RecoveryCodes
    bypasses: Bypasses
    asking: Asking
    keys: Keys


def build_methods(parts: Parts, ground: Ground) -> Methods:
    """Return every method, each secret derived for its one use."""
    config, begin, chance, sealer = parts.config, parts.database.begin, parts.chance, parts.sealer
    throttle = Throttle(begin, derive_key(parts.secret, "throttle"))
    limits = build_limits(config)
    telling = Telling(
        chance,
        ground.texts.write_change,
        derive_key(parts.secret, "objections"),
        lambda zone, language: parts.policy.zones.get(zone).label.pick(language),
    )
    ladder = build_ladder(config.sms_budget, find_dearest(config))
    code_key = derive_key(parts.secret, "codes")
    write = ground.texts.write_message
    party = build_relying_party(config.issuer, config.municipality.portal)
    return Methods(
        throttle=throttle,
        limits=limits,
        telling=telling,
        ladder=ladder,
        sender=CodeSender(begin, chance, throttle, limits, config.codes, ladder, write, code_key),
        checker=CodeChecker(begin, code_key),
        devices=Devices(begin, sealer, chance, telling, config.municipality.portal),
        numbers=Numbers(begin, chance, telling),
        tokens=Tokens(begin, sealer, telling),
        recovery=RecoveryCodes(begin, chance, telling, derive_key(parts.secret, "recovery")),
        bypasses=Bypasses(
            begin,
            chance,
            telling,
            config.bypass.life,
            config.bypass.approval,
            DEFAULT_LANGUAGE,
            derive_key(parts.secret, "bypasses"),
        ),
        asking=Asking(begin, party, chance, telling),
        keys=Keys(begin, party, chance, telling),
    )


def build_limits(config: Config) -> Limits:
    """Return the limits on guessing and on sending codes."""
    return Limits(
        failures=config.passwords.failures,
        failures_per_address=config.passwords.failures_per_address,
        wait=timedelta(seconds=config.passwords.wait_seconds),
        codes_per_hour=config.codes.per_hour,
        resend=timedelta(seconds=config.codes.resend_seconds),
        codes_per_number=config.codes.per_number_per_hour,
        codes_per_address=config.codes.per_address_per_hour,
    )

"""The pages that sign people in."""

import time

from idp.people.realms import REALMS
from idp.sealing import derive_key
from idp.signin.flow import Flow
from idp.signin.pages.parts import SignInParts
from idp.signin.proving import Proving
from idp.signin.steps.factor import FactorStep
from idp.signin.steps.keys import KeyStep
from idp.signin.steps.password import PasswordStep
from idp.signin.steps.patience import build_patience
from idp.signin.steps.sending import SendingStep
from idp.storage.choices import DatabaseChoices
from idp.wiring.ground import Ground
from idp.wiring.methods import Methods
from idp.wiring.parts import Parts


def build_signin_parts(parts: Parts, ground: Ground, methods: Methods) -> SignInParts:
    """Return what the sign-in pages work with."""
    config, policy, begin, directories = parts.config, parts.policy, parts.database.begin, parts.directories
    throttle, limits = methods.throttle, methods.limits
    return SignInParts(
        policy=policy,
        catalogues=ground.catalogues,
        realms=REALMS,
        visiting=ground.visiting,
        flow=Flow(
            policy,
            begin,
            parts.database.read,
            DatabaseChoices(parts.database),
            directories,
            parts.chance,
            methods.ladder,
        ),
        proving=Proving(begin, parts.chance, ground.lifetimes, ground.logout.end),
        password=PasswordStep(
            directories, throttle, limits, policy.zones, begin, derive_key(parts.secret, "usernames")
        ),
        sending=SendingStep(
            methods.sender,
            config.codes,
            begin,
            ground.wake,
            policy.zones,
            build_patience(config.listen.threads, time.sleep),
        ),
        factor=FactorStep(
            methods.checker,
            methods.devices,
            methods.bypasses,
            methods.tokens,
            methods.recovery,
            throttle,
            limits,
            policy.zones,
            begin,
        ),
        keys=KeyStep(methods.asking, directories, throttle, limits, policy.zones, begin),
    )

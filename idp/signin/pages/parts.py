"""What the sign-in pages are made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from idp.i18n import Catalogue, Translate
from idp.policy.rules import Policy
from idp.signin.flow import Flow
from idp.signin.pages.visiting import Visiting
from idp.signin.proving import Proving
from idp.signin.steps.factor import FactorStep
from idp.signin.steps.keys import KeyStep
from idp.signin.steps.password import PasswordStep
from idp.signin.steps.sending import SendingStep
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class SignInParts:
    """Everything `build_signin` needs, made by the wiring. `realms` are the directories' names, as offered."""

    policy: Policy
    catalogues: Mapping[str, Catalogue]
    realms: tuple[str, ...]
    visiting: Visiting
    flow: Flow
    proving: Proving
    password: PasswordStep
    sending: SendingStep
    factor: FactorStep
    keys: KeyStep

    def texts(self, visit: Visit) -> Translate:
        """Return the texts in the visit's language."""
        return self.catalogues[visit.language].text

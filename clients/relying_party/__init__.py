"""Everything an application needs to let eportal-idp sign people in; made to be copied.

Read in this order: config, provider, signin, id_token, assurance, sessions, guard, signout, logout_token.
Nothing here imports from the provider: the wire is the only thing the two have in common.
"""

from .assurance import Assurance, Rule
from .config import Config
from .connect import connect
from .guard import current_session, requires
from .refusal import Refusal

__all__ = ["Assurance", "Config", "Refusal", "Rule", "connect", "current_session", "requires"]

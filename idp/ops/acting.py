"""Who acts on the command line: the operator, by the name of their account on this machine."""

import os
import pwd

from idp.admin.actor import Actor, build_operator


def find_operator() -> Actor:
    """Return who runs this process, by name, or by number when the account has none."""
    try:
        return build_operator(pwd.getpwuid(os.getuid()).pw_name)
    except KeyError:
        return build_operator(str(os.getuid()))

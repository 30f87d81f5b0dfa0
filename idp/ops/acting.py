"""Who acts at the command line: whoever has the machine, by the name of their account there."""

import os
import pwd

from idp.admin.actor import Actor, build_operator


def read_operator() -> Actor:
    """Return the operator, who may do everything and is named in what is recorded."""
    return build_operator(pwd.getpwuid(os.getuid()).pw_name)

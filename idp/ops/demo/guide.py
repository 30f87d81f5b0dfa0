"""The short guide the demonstration prints: where to go, whom to sign in as, what to try."""

from collections.abc import Mapping
from typing import Any, Final

GUIDE: Final = """
  Havsviks kommun is open.   Ctrl-C closes it; what you did is kept.

  Sign in      {provider}
  Messages     {inbox}     text messages, mails and app codes arrive here

  Applications {payslips}     Lönebesked
               {sick_child}     Vård av sjukt barn

  Everybody's password is  {password}

  Övrig personal          gunhol001   two mobile numbers
                          margra001   an authenticator app
                          ahmnas001   an app and a number; a manager
                          perdah001   e-mail alone
                          erikar001   no second factor: sign in from the office and get one
                          johsjo001   an app; an administrator, at {provider}/admin
                          anelin001   an app; a member of the helpdesk
  Pedagogisk personal     sarlin001   one mobile number
                          mikson001   an app and a number

  Try this
    1. On the bar at the top choose På kontoret and sign in as margra001: the password is enough.
    2. Open Lönebesked: no password is asked for. Then ask to see the account number in full.
    3. Choose Hemma on the bar: now the sign-in wants more than a password.
    4. Sign in from Hemma as gunhol001: choose a number, and read the code among the messages.
    5. As erikar001 at Hemma there is no way in; at På kontoret he can link an app.
    6. At På kontoret as johsjo001, open Administration av inloggningen: applications, people, rules, the audit trail.

  {app}
  All of this, for scripts: {folder}/try.json
"""

APP: Final = """App codes are shown among the messages. To use a phone instead, type margra001's key:
    {secret}
    {uri}
"""


def write_guide(made: Mapping[str, Any], folder: str) -> str:
    """Return the guide for what try.json says."""
    person = next(entry for entry in made["people"] if entry["username"] == "margra001")
    app = APP.format(**person["app"])
    return GUIDE.format(**made["addresses"], password=person["password"], app=app, folder=folder)

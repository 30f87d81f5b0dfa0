"""A change of people or groups that leaves nobody in the console, refused as SCIM words it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from idp.admin.roles.keeping import Keeping
from idp.admin.roles.nobody_left import NobodyLeft
from idp.admin.scim.fault import Fault
from idp.admin.scim.store import ScimStores


@contextmanager
def keep(keeping: Keeping, stores: ScimStores, now: datetime) -> Iterator[None]:
    """Do a change in this unit of work. Raises Fault 409, which undoes it, when nobody who administers is left."""
    try:
        with keeping.keep(stores, now):
            yield
    except NobodyLeft as left:
        raise Fault(409, left.detail, "mutability") from None

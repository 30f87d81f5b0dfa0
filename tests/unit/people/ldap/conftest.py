"""The modules that compare names and write filters need python-ldap's own parser."""

import importlib.util

collect_ignore = (
    [] if importlib.util.find_spec("ldap") else ["test_names.py", "test_groups.py", "test_queries.py"]
)

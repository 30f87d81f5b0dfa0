"""The municipality's own directory, by LDAP. python-ldap is imported here and nowhere else: it is an extra."""

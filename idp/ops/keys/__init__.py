"""`idp keys`."""

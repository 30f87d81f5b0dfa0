"""`idp people`."""

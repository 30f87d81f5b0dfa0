"""`idp audit`."""

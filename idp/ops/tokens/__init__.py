"""`idp tokens`."""

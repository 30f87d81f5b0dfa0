"""`idp clients`."""

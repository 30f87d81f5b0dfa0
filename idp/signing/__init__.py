"""Signing keys: made, kept in a folder, rotated, and used to sign and verify JSON Web Tokens."""

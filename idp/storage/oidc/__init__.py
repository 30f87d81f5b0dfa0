"""Clients, grants and tokens in the database."""

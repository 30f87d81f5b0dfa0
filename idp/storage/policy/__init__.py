"""Policies in the database."""

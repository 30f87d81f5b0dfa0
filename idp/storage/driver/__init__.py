"""Statements on the driver itself."""

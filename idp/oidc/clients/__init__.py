"""Relying parties, and how they prove to be who they are."""

"""Reads each part of a policy file into its type, and notes every fault on the way."""

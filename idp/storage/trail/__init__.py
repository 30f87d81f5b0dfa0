"""The audit trail in the database."""

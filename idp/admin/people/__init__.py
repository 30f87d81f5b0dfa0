"""People as the helpdesk sees them: found, looked at, helped in, and helped out again."""

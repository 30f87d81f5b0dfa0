"""Messages and what they cost, in the database."""

"""People and their groups in the database."""

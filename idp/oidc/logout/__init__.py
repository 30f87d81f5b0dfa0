"""How a session ends, and who is told."""

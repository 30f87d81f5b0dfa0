"""What is told about people: one table of claims, and the views of it."""

"""What people prove themselves with, in the database."""

"""Pages on which roles are given and taken back."""

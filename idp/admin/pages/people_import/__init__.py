"""The console's pages on which people are taken in from a file."""

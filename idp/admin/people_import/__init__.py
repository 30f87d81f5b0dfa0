"""People of the local directory from a table of text: looked at first, then taken in whole or not at all."""

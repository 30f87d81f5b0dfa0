"""The console's own sign-in: it is a relying party of its own provider, and holds no door that others do not have."""

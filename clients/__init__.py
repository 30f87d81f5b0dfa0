"""Two demonstration applications that trust the provider, and the part they share."""

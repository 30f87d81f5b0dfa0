"""How an application becomes a client."""

"""Flask's thin door to the portal."""

"""Flask's thin door to the sign-in."""

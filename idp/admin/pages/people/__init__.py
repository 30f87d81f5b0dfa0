"""Flask's thin door to people in the console."""

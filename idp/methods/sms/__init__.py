"""What codes by text message cost, how the municipality keeps that in bounds, and how it is misused."""

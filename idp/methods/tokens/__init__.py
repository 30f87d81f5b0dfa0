"""Hardware tokens: small devices that show a one-time code at a press, or a new one all the time."""

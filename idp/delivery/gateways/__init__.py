"""The ways out for text messages: each gateway is spoken to in its own way, and the failover asks them in order."""

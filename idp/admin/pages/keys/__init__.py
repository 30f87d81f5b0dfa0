"""The console's pages about the provider's keys."""

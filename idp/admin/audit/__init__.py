"""The audit trail as the console, the REST API and the command line read it."""

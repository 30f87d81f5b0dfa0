"""The web application: what stands around every page and endpoint."""

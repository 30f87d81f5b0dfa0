"""OpenID Connect: what relying parties meet."""

"""SCIM 2.0: other systems keep the local directory (RFC 7643, RFC 7644)."""

"""`idp serve`, and how requests are read and answered on the wire."""

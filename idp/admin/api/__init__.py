"""The REST API: operations declared as values, answered without a web framework, described by OpenAPI."""

"""Flask's thin door to the helpdesk's pages."""

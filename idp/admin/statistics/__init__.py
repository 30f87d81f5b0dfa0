"""What happened, counted day by day, for the dashboard."""

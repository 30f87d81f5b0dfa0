"""Governs the policy: drafts are written, judged, tried, agreed to, and published as versions."""

"""How a policy changes: numbered versions that never change, and the drafts they come from."""

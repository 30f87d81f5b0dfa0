"""What the guided forms ask, read and checked."""

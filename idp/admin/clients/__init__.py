"""Applications as their administrators and owners see and change them."""

"""The frame of the administrators' console: who is let in, what the menu shows, and the pages that belong to nobody else."""

"""Who is what in the console: by the groups of the directory, by a grant kept here, by owning an application."""

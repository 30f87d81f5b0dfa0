"""Forms that write in a draft's text: a rule, days, names, networks and levels, each changed without a line of TOML."""

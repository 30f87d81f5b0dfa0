"""What goes wrong with a directory. Every message names servers and settings, and nobody."""


class Down(Exception):
    """No usable answer: the server is away, slow, not who it should be, or speaks something else."""


class Closed(Down):
    """The server ended the connection, as it does with one that was idle too long."""


class TooMany(Exception):
    """More was found than was asked for."""

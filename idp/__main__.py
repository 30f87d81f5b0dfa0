"""`python -m idp`: the command line."""

from idp.ops.command_line import main

if __name__ == "__main__":
    main()

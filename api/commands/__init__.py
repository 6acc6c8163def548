"""What does each command of `protokollsok` do? One module a command, each with `run`."""

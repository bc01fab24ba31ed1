"""What Clausewatch knows and decides, without side effects: values in, values with their reasons out.

Nothing here reads a clock, a disk, a network or the environment; ``now`` is an argument. import-linter holds it.
"""

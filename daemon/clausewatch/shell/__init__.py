"""Every side effect, with little branching: gather, let ``core`` decide, apply."""

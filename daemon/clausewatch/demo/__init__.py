"""``clausewatch demo``: a small replica of five providers on loopback, and a story that happens to them.

The real program runs on it: the same fetcher, workers, database and channels. Only the clock is told, so that three
days pass in a few seconds.
"""

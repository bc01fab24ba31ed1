"""Clausewatch tells you when the fine print you rely on changes."""

__version__ = "0.1.0"

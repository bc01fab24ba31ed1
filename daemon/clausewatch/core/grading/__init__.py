"""How grave is a changed sentence for somebody who relies on it, and why. ``core.grade`` is the face."""

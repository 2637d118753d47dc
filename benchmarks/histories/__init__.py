"""The history attack: random organisations live for some weeks, and an exact attacker reads all that was posted."""

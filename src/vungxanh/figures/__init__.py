"""How many: the day's official figures, imported with reconciliation, signed by a second person, never edited."""

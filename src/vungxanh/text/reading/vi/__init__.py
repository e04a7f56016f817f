"""Vietnamese as an announcer of the north reads it. Rules are asked in this order."""

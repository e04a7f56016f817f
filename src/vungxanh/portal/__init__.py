"""What the public sees: the level, the day's figures and who said so, the messages, the duties, a way to ask."""

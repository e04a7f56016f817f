"""English as a public announcement is read: smaller than the Vietnamese, enough for our own messages."""

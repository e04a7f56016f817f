"""What the pages show, read from the rooms below as of a moment. Read only; nothing private is ever selected."""

"""A reading form in, sound out: voices, level, chimes, files. No database, no clock."""

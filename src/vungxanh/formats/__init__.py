"""How days and numbers are written where Django writes them itself; settings name this package."""

"""Pictures and prints for the public eye, each from one notice: words are fitted, never cut."""

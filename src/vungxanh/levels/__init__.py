"""How grave: the adopted plan with its overlay, what its rule proposes, and what a person declared."""

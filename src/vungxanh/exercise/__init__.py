"""Rehearsal: a real outbreak replayed through a plan, with simulated operators and mailboxes at the far end."""

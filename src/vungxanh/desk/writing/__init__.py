"""The writing desk: drafting, languages, checks, files, approval, and what is kept for the next time."""

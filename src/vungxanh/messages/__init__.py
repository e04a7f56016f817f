"""What is said: one message, its languages and forms, filled from a release, approved by a second person, locked."""

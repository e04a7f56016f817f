"""Plain data in, files out: papers, pictures, handbooks. No database, no clock, no font of the machine."""

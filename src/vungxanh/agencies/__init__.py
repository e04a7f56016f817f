"""Who: which agency holds a role on a day, who works there, and what each may do where."""

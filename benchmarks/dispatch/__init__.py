"""`make bench-dispatch`: the sending engine measured as ratios in one run, beside the bare limit and its peers."""

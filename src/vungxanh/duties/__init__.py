"""Proof: what was due, by whom, where and by when; what was done, with which evidence; what was missed."""

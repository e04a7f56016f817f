"""Other gateways, measured the way `benchmarks/dispatch.py` measures ours: same operator, texts, numbers and window."""

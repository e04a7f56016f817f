"""`python -m vungxanh.plan check|due`: the same as `vungxanh plan`."""

from .cli import main

raise SystemExit(main())

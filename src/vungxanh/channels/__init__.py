"""The wires: one folder a channel. An adapter knows its protocol and a port; the database is not its business."""

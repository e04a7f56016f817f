"""Pictures from plain data: charts, maps, timelines and signs as SVG. No database, no clock, no script."""

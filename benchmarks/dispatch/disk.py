"""What tables take on disk, with their indexes."""

from collections.abc import Sequence

from django.db import connection


def megabytes_a_million(tables: Sequence[str], of: int) -> dict[str, float]:
    """Megabytes of each table for every million, when it is filled by `of` rows' worth of work."""
    with connection.cursor() as cursor:
        sizes = {}
        for table in tables:
            cursor.execute("select pg_total_relation_size(%s)", [table])
            sizes[table] = cursor.fetchone()[0] / of
    return sizes

"""An address as a QR code: one SVG path of whole rows, so that no gap shows between its squares in print."""

import segno


def qr_svg(address: str) -> str:
    """Error correction M; four squares of quiet around it (ISO/IEC 18004)."""
    matrix = [[bool(dot) for dot in row] for row in segno.make_qr(address, error="m").matrix]
    side = len(matrix)
    runs = [run for y, row in enumerate(matrix) for run in _runs(row, y)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {side + 8} {side + 8}">'
        f'<path fill="#000" d="{"".join(runs)}"/></svg>'
    )


def _runs(row: list[bool], y: int) -> list[str]:
    found, start = [], None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            found.append(f"M{start} {y}h{x - start}v1.02h{start - x}z")
            start = None
    return found

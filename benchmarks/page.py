"""docs/performance.md: its tables and its chart are made from results.json, so that neither can say anything else."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from benchmarks.figures import Kept

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
CHART = PAGE.with_suffix(".svg")
HEADINGS = ("", "Zetje", "beside", "ratio", "target", "")
OF_SENDERS = ("", "", "seconds", "of the optimum", "429", "lost", "double", "target", "")
Results = Mapping[str, Sequence[Kept]]
ROW, LABELS, BAR = 22, 430, 260
"""Measures of the chart, in pixels: a row's height, the room for words, and a bar that just meets its target."""
LONGEST = 1.8
"""As many times its target a bar can be; a longer one ends in an arrow."""


def write(results: Results) -> None:
    PAGE.write_text(fill(PAGE.read_text(encoding="utf-8"), results), encoding="utf-8")
    CHART.write_text(chart(results), encoding="utf-8")


def fill(page: str, results: Results) -> str:
    """The page with a new table between the marks of each section that was measured."""
    for name, rows in results.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, _, rest = page.partition(begin)
        page = before + begin + table(rows) + end + rest.partition(end)[2]
    return page


def table(rows: Sequence[Kept]) -> str:
    headings, *rest = lines(rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in (headings, ("---",) * len(headings), *rest))


def lines(rows: Sequence[Kept]) -> list[tuple[str, ...]]:
    """A section's headings, and under them what was measured."""
    if "sender" in rows[0]:
        return [OF_SENDERS, *map(_of_sender, rows)]
    return [HEADINGS, *map(_of_figure, rows)]


def _of_figure(row: Kept) -> tuple[str, ...]:
    unit = f" {row['unit']}"
    beside = f"{number(row['beside'])}{unit} ({row['beside_what']})" if row["beside"] is not None else ""
    ratio = number(row["ratio"]) if row["ratio"] is not None else ""
    return (str(row["what"]), number(row["ours"]) + unit, beside, ratio, *_outcome(row))


def _of_sender(row: Kept) -> tuple[str, ...]:
    counts = (f"{row[name]:,}" for name in ("refused", "lost", "double"))
    return (
        str(row["what"]),
        str(row["sender"]),
        f"{row['seconds']:,.1f}",
        f"{row['ratio']:.3f}",
        *counts,
        *_outcome(row),
    )


def _outcome(row: Kept) -> tuple[str, str]:
    return str(row["target"] or ""), "" if row["reached"] is None else "reached" if row["reached"] else "missed"


def number(value: object) -> str:
    """Three digits; whole from a hundred on."""
    assert isinstance(value, int | float)
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def chart(results: Results) -> str:
    """A bar for each figure with a target: how much of what the target allows is used."""
    rows = [row for section in results.values() for row in section if row["share"] is not None]
    height, width = ROW * (len(rows) + 2), LABELS + int(BAR * LONGEST) + 40
    line = LABELS + BAR
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13" role="img">',
            "<title>How much of what each target allows is used</title>",
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *(part for place, row in enumerate(rows) for part in _bar(row, ROW * (place + 1))),
            f'<line x1="{line}" x2="{line}" y1="{ROW - 6}" y2="{height - 16}" stroke="#222" stroke-dasharray="4 3"/>',
            f'<text x="{line}" y="{ROW - 9}" text-anchor="middle" fill="#222">target</text>',
            "</svg>\n",
        )
    )


def _bar(row: Kept, top: int) -> Iterator[str]:
    share = float(row["share"] or 0)
    long = max(2, round(BAR * min(share, LONGEST)))
    colour = "#2a7d4f" if row["reached"] else "#b3541e"
    more = f" → {number(share)}×" if share > LONGEST else ""
    yield f'<text x="{LABELS - 8}" y="{top + 14}" text-anchor="end" fill="#222">{escape(str(row["what"]))}</text>'
    yield f'<rect x="{LABELS}" y="{top + 3}" width="{long}" height="{ROW - 7}" rx="2" fill="{colour}"/>'
    if more:
        yield f'<text x="{LABELS + long - 6}" y="{top + 14}" text-anchor="end" fill="#fff">{more}</text>'

"""The figures of some engines side by side, a row a kind, and what an engine missed."""

from collections.abc import Mapping, Sequence

from tests.relevance.judgements import KINDS
from tests.relevance.measuring import ALL, Outcome, Scores

COLUMNS = ("MRR@10", "recall@10", "nDCG@10", "ms")
# A result further down is looked for on a phone by scrolling.
SEEN_AT_ONCE = 3


def render(measured: Mapping[str, Mapping[str, Scores]]) -> str:
    """A Markdown table: engines across, kinds down."""
    heads = [f"{engine} {column}" for engine in measured for column in COLUMNS]
    rows = [["kind", "queries", *heads], ["---", *["---:"] * (1 + len(heads))]]
    by_kind = next(iter(measured.values()))
    for kind in (*KINDS, ALL):
        if kind in by_kind:
            figures = [
                figure
                for scores in measured.values()
                for figure in _figures(scores[kind])
            ]
            rows.append([kind, str(by_kind[kind].queries), *figures])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _figures(scores: Scores) -> list[str]:
    measures = (scores.mrr, scores.recall, scores.ndcg)
    return [*(f"{measure:.3f}" for measure in measures), f"{scores.milliseconds:.1f}"]


def render_misses(engine: str, outcomes: Sequence[Outcome]) -> str:
    """The queries whose first right answer does not stand among the first three."""
    missed = [one for one in outcomes if (one.first_rank or 99) > SEEN_AT_ONCE]
    lines = [f"{engine}: {len(missed)} of {len(outcomes)} missed"]
    for one in missed:
        rank = one.first_rank or "-"
        lines.append(f"  {rank:>2}  {one.judgement.kind}: {one.judgement.query}")
        lines.append(f"      meant {' '.join(sorted(one.judgement.meant))}")
        lines.append(f"      found {' '.join(one.ranked[:SEEN_AT_ONCE])}")
    return "\n".join(lines)

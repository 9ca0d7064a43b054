"""Asking an engine all queries of the set, and what its answers are worth."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.relevance.judgements import KINDS, Judgement
from tests.relevance.metrics import first_rank, ndcg, recall, reciprocal_rank

ALL = "all"


@dataclass(frozen=True, slots=True)
class Answer:
    """Codes of procedures, best first, and how long they took."""

    ranked: Sequence[str]
    seconds: float


# What an engine answers to what someone typed.
Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    judgement: Judgement
    answer: Answer

    @property
    def ranked(self) -> Sequence[str]:
        return self.answer.ranked

    @property
    def first_rank(self) -> int | None:
        return first_rank(self.ranked, self.judgement.meant)


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over the queries; the time is the median of the calls."""

    queries: int
    mrr: float
    recall: float
    ndcg: float
    milliseconds: float


def timed(find: Callable[[str], Sequence[str]]) -> Ask:
    def ask(text: str) -> Answer:
        started = time.perf_counter()
        ranked = find(text)
        return Answer(ranked, time.perf_counter() - started)

    return ask


def ask_all(ask: Ask, judgements: Iterable[Judgement]) -> list[Outcome]:
    return [Outcome(judgement, ask(judgement.query)) for judgement in judgements]


def scores_of(outcomes: Sequence[Outcome]) -> Scores:
    judged = [(one.ranked, one.judgement) for one in outcomes]
    return Scores(
        queries=len(outcomes),
        mrr=_mean(reciprocal_rank(ranked, one.meant) for ranked, one in judged),
        recall=_mean(recall(ranked, one.meant) for ranked, one in judged),
        ndcg=_mean(ndcg(ranked, one.relevant) for ranked, one in judged),
        milliseconds=1000 * statistics.median(one.answer.seconds for one in outcomes),
    )


def scores_by_kind(outcomes: Sequence[Outcome]) -> dict[str, Scores]:
    """By kind in the order of the set, those of all last."""
    kinds = {
        kind: chosen
        for kind in KINDS
        if (chosen := [one for one in outcomes if one.judgement.kind == kind])
    }
    return {kind: scores_of(some) for kind, some in (*kinds.items(), (ALL, outcomes))}


def _mean(values: Iterable[float]) -> float:
    return statistics.fmean(values)

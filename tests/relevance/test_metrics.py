"""The measures, on orders short enough to reckon by hand."""

from math import isclose, log2

import pytest

from tests.relevance.metrics import first_rank, ndcg, recall, reciprocal_rank

TEN = [f"x{place}" for place in range(10)]


@pytest.mark.parametrize(
    ("ranked", "rank", "reciprocal"),
    [
        (["a", "b"], 1, 1.0),
        (["x", "b", "a"], 2, 0.5),
        ([*TEN[:9], "a"], 10, 0.1),
        ([*TEN, "a"], None, 0.0),
        ([], None, 0.0),
    ],
    ids=["first", "second", "tenth", "eleventh", "nothing"],
)
def test_the_best_place_of_what_is_meant_counts(ranked, rank, reciprocal):
    assert first_rank(ranked, {"a", "b"}) == rank
    assert reciprocal_rank(ranked, {"a", "b"}) == reciprocal


@pytest.mark.parametrize(
    ("ranked", "wanted", "share"),
    [
        (["a", "x", "b"], {"a", "b"}, 1.0),
        (["a", "x"], {"a", "b"}, 0.5),
        (["a", "a"], {"a", "b"}, 0.5),
        ([*TEN, "a"], {"a"}, 0.0),
        (TEN, {*TEN, "a", "b"}, 1.0),
    ],
    ids=["both", "one", "twice the same", "too late", "more than ten can show"],
)
def test_recall_is_the_share_that_ten_places_show(ranked, wanted, share):
    assert recall(ranked, wanted) == share


def test_the_best_order_gains_all():
    assert ndcg(["a", "b", "x"], {"a": 2, "b": 1}) == 1.0


def test_what_only_helps_in_the_first_place_gains_a_part():
    best = 3 + 1 / log2(3)

    assert isclose(ndcg(["b", "a"], {"a": 2, "b": 1}), (1 + 3 / log2(3)) / best)


def test_gain_falls_with_the_place():
    assert isclose(ndcg(["x", "y", "a"], {"a": 2}), 0.5)


def test_a_repeated_answer_gains_once():
    assert isclose(
        ndcg(["b", "b", "a"], {"a": 2, "b": 1}), ndcg(["b", "a"], {"a": 2, "b": 1})
    )


def test_nothing_found_gains_nothing():
    assert ndcg([], {"a": 2}) == 0.0
    assert ndcg([*TEN, "a"], {"a": 2}) == 0.0

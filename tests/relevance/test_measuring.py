"""From answers to figures: by kind, side by side, against the floors."""

import pytest

from tests.relevance import floors
from tests.relevance.__main__ import read_options
from tests.relevance.judgements import Judgement, answerable
from tests.relevance.measuring import (
    ALL,
    Answer,
    Outcome,
    Scores,
    ask_all,
    scores_by_kind,
    timed,
)
from tests.relevance.stock.keeping import Kept
from tests.relevance.table import render, render_misses

FIRST = Judgement("khai sinh", "typo", {"1": 2, "2": 1})
SECOND = Judgement("kết hôn", "question", {"3": 2})
ANSWERS = {"khai sinh": ["2", "1"], "kết hôn": ["9", "8", "7", "3"]}


def outcomes() -> list[Outcome]:
    def ask(text: str) -> Answer:
        return Answer(ANSWERS[text], 0.002 if text == "khai sinh" else 0.004)

    return ask_all(ask, [FIRST, SECOND])


def test_means_are_taken_by_kind_and_over_all():
    scores = scores_by_kind(outcomes())

    assert list(scores) == ["typo", "question", ALL]
    assert (scores["typo"].mrr, scores["question"].mrr) == (0.5, 0.25)
    assert scores[ALL].mrr == 0.375
    assert scores[ALL].recall == 1.0
    assert scores[ALL].milliseconds == pytest.approx(3.0)


def test_a_timed_question_gives_codes_and_a_time():
    answer = timed(lambda text: [text, "2"])("1")

    assert list(answer.ranked) == ["1", "2"]
    assert answer.seconds >= 0


def test_the_table_names_every_figure():
    scores = {"typo": Scores(1, 0.5, 1.0, 0.75, 2.0), ALL: Scores(1, 0.5, 1.0, 0.75, 2)}

    assert render({"sqlite": scores}).splitlines() == [
        "| kind | queries | sqlite MRR@10 | sqlite recall@10 | sqlite nDCG@10 "
        "| sqlite ms |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| typo | 1 | 0.500 | 1.000 | 0.750 | 2.0 |",
        "| all | 1 | 0.500 | 1.000 | 0.750 | 2.0 |",
    ]


def test_misses_are_what_is_not_among_the_first_three():
    assert render_misses("sqlite", outcomes()).splitlines() == [
        "sqlite: 1 of 2 missed",
        "   4  question: kết hôn",
        "      meant 3",
        "      found 9 8 7",
    ]


@pytest.mark.parametrize("half", ["unseen", "all"])
def test_misses_of_the_unseen_half_are_refused(half, capsys):
    with pytest.raises(SystemExit):
        read_options(["--misses", "--half", half])

    assert "of the seen half only" in capsys.readouterr().err


def test_floors_are_set_from_the_whole_unseen_half_only():
    for wrong in (["--half", "seen"], ["--half", "unseen", "--kind", "code"]):
        with pytest.raises(SystemExit):
            read_options(["--set-floors", *wrong])

    assert read_options(["--set-floors", "--half", "unseen"]).set_floors


def test_floors_lie_a_hundredth_below_what_was_measured(tmp_path, monkeypatch):
    monkeypatch.setattr(floors, "PATH", tmp_path / "floors.toml")
    measured = {ALL: Scores(9, 0.5, 0.25, 0.005, 1.0)}

    floors.write_floors("demo", {"sqlite": measured, "wagtail": measured})
    floors.write_floors("records", {"postgresql": measured})

    kept = {ALL: {"mrr": 0.49, "recall": 0.24, "ndcg": 0.0}}
    assert floors.read_floors() == {
        "sqlite": {"demo": kept},
        "postgresql": {"records": kept},
    }


def test_every_figure_below_its_floor_is_named():
    floor = {ALL: {"mrr": 0.5, "recall": 0.5, "ndcg": 0.5}}

    assert floors.falls(floor, {ALL: Scores(9, 0.499, 0.5, 0.6, 1.0)}) == [
        "all mrr: 0.499 < 0.500"
    ]


def test_a_smaller_catalogue_is_asked_what_it_can_answer():
    assert answerable([FIRST, SECOND], {"1", "9"}) == [
        Judgement("khai sinh", "typo", {"1": 2})
    ]


def test_kept_answers_are_not_asked_again(tmp_path):
    asked = []

    def ask(text: str) -> Answer:
        asked.append(text)
        return Answer([text], 0.5)

    first = Kept(tmp_path / "kept.json", ask)("đất")
    again = Kept(tmp_path / "kept.json", ask)("đất")

    assert first == again == Answer(["đất"], 0.5)
    assert asked == ["đất"]

import pytest

from search.synonyms.rules import Problem, SynonymRulesError, parse_rules, phrase


def meanings(rules: str, typed: str) -> list[tuple[str, list[str]]]:
    """Which piece of what was typed means what else, as text."""
    words = phrase(typed)
    return [
        (
            " ".join(word.accented for word in words[span.begin : span.end]),
            [" ".join(word.accented for word in meaning) for meaning in span.meanings],
        )
        for span in parse_rules(rules).spans(words)
    ]


def problems(rules: str) -> list[Problem]:
    with pytest.raises(SynonymRulesError) as refused:
        parse_rules(rules)
    return list(refused.value.problems)


def test_words_joined_by_commas_mean_one_another():
    rules = "gpxd, giấy phép xây dựng"

    assert meanings(rules, "xin gpxd") == [("gpxd", ["giấy phép xây dựng"])]
    assert meanings(rules, "giấy phép xây dựng") == [("giấy phép xây dựng", ["gpxd"])]


def test_an_arrow_leads_one_way():
    rules = "sổ đỏ, bìa đỏ => giấy chứng nhận, quyền sử dụng đất"

    assert meanings(rules, "bìa đỏ") == [
        ("bìa đỏ", ["giấy chứng nhận", "quyền sử dụng đất"])
    ]
    assert meanings(rules, "giấy chứng nhận") == []


def test_the_longest_key_counts_and_each_word_once():
    rules = "sổ đỏ => giấy chứng nhận\nlàm sổ đỏ => cấp lần đầu\nđỏ => màu"

    assert meanings(rules, "muốn làm sổ đỏ") == [("làm sổ đỏ", ["cấp lần đầu"])]


@pytest.mark.parametrize("typed", ["so do", "SỔ ĐỎ", "sổ do"])
def test_words_without_tones_are_known_too(typed):
    assert [found for _, found in meanings("sổ đỏ => giấy", typed)] == [["giấy"]]


def test_words_with_other_tones_are_other_words():
    assert meanings("sổ đỏ => giấy", "số đo") == []


def test_rules_for_one_word_add_up():
    rules = "xe => mô tô\nxe => ô tô, mô tô"

    assert meanings(rules, "xe") == [("xe", ["mô tô", "ô tô"])]


def test_comments_and_blank_lines_are_passed_over_but_counted():
    assert [found.line for found in problems("# words\n\na, b  # both\nx")] == [4]


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        ("a, b\nc,, d", 2),
        ("a, b\n=> c", 2),
        ("a =>", 1),
        ("a => b => c", 1),
        ("một mình", 1),
        ("a => a", 1),
        ("a, " + "b" * 2_000, 1),
        ("!!, ??", 1),
    ],
)
def test_a_line_that_is_no_rule_is_named(rules, line):
    assert [problem.line for problem in problems(rules)] == [line]


def test_every_wrong_line_is_named_at_once():
    assert [problem.line for problem in problems("a\nb, c\nd => \n")] == [1, 3]


def test_rules_that_lead_back_are_a_loop():
    assert [problem.line for problem in problems("a => b\nb => a")] == [1, 2]
    assert {line for line, _ in problems("a => b\nb => c\nc => a\nx => a")} == {1, 2, 3}


def test_keeping_the_word_itself_among_its_meanings_is_no_loop():
    assert meanings("cccd, căn cước => căn cước", "cccd") == [("cccd", ["căn cước"])]

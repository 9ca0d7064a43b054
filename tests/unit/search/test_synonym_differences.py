from search.synonyms.differences import Difference, differences


def test_lines_taken_away_and_lines_added_are_named():
    before = "a, b\nc, d\ne, f\n"
    after = "a, b\nc, x\ne, f\ng, h\n"

    assert differences(before, after) == (
        Difference("removed", 2, "c, d"),
        Difference("added", 2, "c, x"),
        Difference("added", 4, "g, h"),
    )


def test_equal_texts_do_not_differ():
    assert differences("a, b\n", "a, b") == ()

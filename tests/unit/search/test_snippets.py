from hypothesis import given
from hypothesis import strategies as st

from search.snippets import LENGTH, excerpt, mark


def plain(segments):
    return "".join(segment.text for segment in segments)


def marked(segments):
    return [segment.text for segment in segments if segment.marked]


def test_marks_what_was_found_as_it_is_written():
    segments = mark("Thủ tục Đăng ký khai sinh", frozenset({"dang", "ki", "sinh"}))

    assert plain(segments) == "Thủ tục Đăng ký khai sinh"
    assert marked(segments) == ["Đăng ký", "sinh"]


def test_nothing_found_is_nothing_marked():
    assert mark("Thủ tục", frozenset({"khac"})) == (("Thủ tục", False),)
    assert mark("", frozenset({"khac"})) == ()


def test_the_first_text_that_has_a_hit_is_shown():
    segments = excerpt(("Tóm tắt.", "Nộp tờ khai tại xã."), frozenset({"khai"}))

    assert plain(segments) == "Nộp tờ khai tại xã."
    assert marked(segments) == ["khai"]


def test_a_long_text_is_cut_around_the_hit_between_words():
    text = "mở đầu " * 10 + "lệ phí " + "kết thúc " * 50
    segments = excerpt(("", text), frozenset({"phi"}))

    assert plain(segments).startswith("… ")
    assert plain(segments).endswith(" …")
    assert marked(segments) == ["phí"]
    assert len(plain(segments)) <= LENGTH + 4


def test_a_word_cut_at_the_limit_does_not_break_the_search():
    text = "x " * 249 + "khaithac"

    assert marked(excerpt((text,), frozenset({"kh"}))) == []


def test_without_a_hit_the_beginning_is_shown():
    assert plain(excerpt(("", "Chỉ có thân bài."), frozenset({"x"}))) == (
        "Chỉ có thân bài."
    )
    assert excerpt(("", ""), frozenset({"x"})) == ()


@given(st.text(max_size=600), st.frozensets(st.text("abdi", max_size=2), max_size=3))
def test_marking_loses_nothing(text, terms):
    assert plain(mark(text, terms)) == text
    assert len(plain(excerpt((text,), terms))) <= LENGTH + 4

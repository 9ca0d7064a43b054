from hypothesis import given
from hypothesis import strategies as st

from search.terms import parse


def test_without_tones_nothing_is_asked_of_the_accents():
    terms = parse("dang ky khai sinh")

    assert terms.folded == ("dang", "ki", "khai", "sinh")
    assert terms.accented == ()


def test_typed_tones_are_kept_beside_the_folded_words():
    terms = parse("Đăng ký")

    assert terms.required == ("dang", "ki")
    assert terms.accented == ("đăng", "ký")


def test_little_words_are_not_required():
    assert parse("quyền của trẻ em").required == ("quyen", "tre", "em")
    assert parse("cac thu tuc va ho so").required == ("thu", "tuc", "ho", "so")


def test_a_little_word_alone_is_looked_for():
    assert parse("của").required == ("cua",)


def test_without_tones_words_of_the_field_are_not_taken_for_little_ones():
    assert parse("bao ve cho").required == ("bao", "ve", "cho")


def test_words_that_tell_procedures_apart_are_required():
    assert parse("cấp lại, cấp đổi").required == ("cap", "lai", "doi")


def test_a_query_is_read_to_its_limits():
    terms = parse("từ " * 5_000)

    assert len(terms.folded) == 20
    assert terms.required == ("tu",)
    assert len(parse("x" * 10_000).folded[0]) == 100


def test_a_code_is_known_as_one():
    assert parse("1-001193").code == "1.001193"
    assert parse("khai sinh").code == ""


def test_nothing_to_look_for():
    for text in ("", "  ", "?!\"'*():^-", "\x00", "\u202e", "😀"):
        assert not parse(text)


@given(st.text(st.characters(), max_size=300))
def test_parse_never_raises_and_gives_plain_words(text):
    terms = parse(text)

    assert set(terms.required) <= set(terms.folded)
    assert all(word.isalnum() for word in terms.folded + terms.accented)

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.normalise import (
    accented,
    accented_words,
    clean,
    code_beginning,
    fold,
    folded_words,
    national_code,
)

ANY_TEXT = st.text(st.characters(), max_size=80)
# Letters of Vietnamese words, composed or not, with the tones in any place.
VIETNAMESE = st.text("aăâeêioôơuưyđhkqtĐÊ\u0300\u0301\u0302\u0306\u0309\u0323 ")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đăng ký khai sinh", "dang ki khai sinh"),
        ("đăng kí khai sinh", "dang ki khai sinh"),
        (unicodedata.normalize("NFD", "Đăng ký khai sinh"), "dang ki khai sinh"),
        ("Ủy ban / Uỷ ban", "uy ban uy ban"),
        ("HÒA GIẢI, hoà giải.", "hoa giai hoa giai"),
        ("sĩ quan – sỹ quan", "si quan si quan"),
        ("Giấy phép 2.001023/QĐ-TTg", "giay phep 2 001023 qd ttg"),
        ("ô_tô, ‘m²’", "o to m2"),
        ("đi\u200blại", "dilai"),
        ("", ""),
        ("?!… 😀", ""),
    ],
)
def test_folding(written, folded):
    assert " ".join(folded_words(written)) == folded


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"),
        ("Khỏe", "khoẻ"),
        ("THỦY", "thuỷ"),
        ("hoàn", "hoàn"),
        ("quý", "quý"),
        ("lúa", "lúa"),
        ("của", "của"),
    ],
)
def test_the_tone_mark_stands_in_one_place(old, new):
    assert accented(old) == new


def test_words_that_differ_by_a_tone_stay_apart_when_accented():
    assert accented_words("má mà mã") == ["má", "mà", "mã"]
    assert folded_words("má mà mã") == ["ma", "ma", "ma"]


@pytest.mark.parametrize(
    ("dirty", "fit"),
    [
        ("a\x00b\x07c", "abc"),
        ("\u202eđảo\u202c ngược\u200f", "đảo ngược"),
        ("lone \ud800 half", "lone half"),
        ("  nhiều \t khoảng\n\u00a0trắng ", "nhiều khoảng trắng"),
        ("e\u0302\u0323", "ệ"),
    ],
)
def test_clean_keeps_what_can_be_stored_and_shown(dirty, fit):
    assert clean(dirty) == fit


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1.001193", "1.001193"),
        ("1001193", "1.001193"),
        ("1-001193", "1.001193"),
        (" 1 001193 ", "1.001193"),
        ("1.001193.000.00.00.H59", "1.001193"),
        ("1.00119", ""),
        ("11.001193", ""),
        ("khai sinh 1.001193", ""),
        ("١.٠٠١١٩٣", ""),
        ("", ""),
    ],
)
def test_national_code(typed, code):
    assert national_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "begins"),
    [("1.0", "1.0"), ("1-0011", "1.0011"), ("1001", "1.001"), ("1", ""), ("1a", "")],
)
def test_code_that_is_still_being_typed(typed, begins):
    assert code_beginning(typed) == begins


@given(ANY_TEXT | VIETNAMESE)
def test_clean_is_idempotent(text):
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT | VIETNAMESE)
def test_folded_words_fold_to_themselves(text):
    once = folded_words(text)

    assert folded_words(" ".join(once)) == once


@example("U\u0300\u0300Y")
@given(ANY_TEXT | VIETNAMESE)
def test_accented_words_are_their_own_accented_words(text):
    once = accented_words(text)

    assert accented_words(" ".join(once)) == once


@given(ANY_TEXT | VIETNAMESE)
def test_accents_never_change_what_a_text_folds_to(text):
    assert folded_words(" ".join(accented_words(text))) == folded_words(text)


@given(ANY_TEXT)
def test_no_word_carries_syntax_of_an_engine(text):
    for word in [*folded_words(text), *accented_words(text)]:
        assert word.isalnum()
        word.encode()


@given(VIETNAMESE)
def test_composed_or_not_is_the_same(text):
    decomposed = unicodedata.normalize("NFD", text)

    assert folded_words(decomposed) == folded_words(text)


def test_fold_knows_full_width_and_ligatures():
    assert fold("Ｈｏ") == "ho"
    assert fold("ﬁ") == "fi"

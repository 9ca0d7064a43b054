from hypothesis import given
from hypothesis import strategies as st

from search.lexicon.words import learn
from search.synonyms.rules import parse_rules
from search.terms import parse


def required(text: str, rules: str = "") -> list[tuple[str, ...]]:
    """The wordings of every concept that must be found."""
    terms = parse(text, rules=parse_rules(rules))
    return [
        tuple(" ".join(wording) for wording in concept.wordings)
        for concept in terms.required
    ]


def test_without_tones_nothing_is_asked_of_the_accents():
    terms = parse("dang ky khai sinh")

    assert terms.folded == ("dang", "ki", "khai", "sinh")
    assert terms.accented == ()


def test_typed_tones_are_kept_beside_the_folded_words():
    terms = parse("Đăng ký")

    assert terms.folded == ("dang", "ki")
    assert terms.accented == ("đăng", "ký")


def test_each_word_is_a_concept():
    assert required("đăng ký đăng ký") == [("dang",), ("ki",)]


def test_filler_is_not_required():
    assert required("quyền của trẻ em") == [("quyen",), ("tre",)]
    assert required("cho tôi hỏi làm thế nào để tách hộ") == [("tach",), ("ho",)]
    assert required("cho toi hoi tach ho o dau") == [("tach",), ("ho",)]


def test_filler_alone_is_looked_for():
    assert required("của") == [("cua",)]
    assert required("thủ tục hồ sơ") == [("thu",), ("tuc",), ("ho",), ("so",)]


def test_without_tones_words_of_the_field_are_not_taken_for_filler():
    assert required("bao ve cho") == [("bao",), ("ve",), ("cho",)]
    assert required("dang ky") == [("dang",), ("ki",)]
    assert required("cap lai the can cuoc")[-2:] == [("can",), ("cuoc",)]


def test_words_that_tell_procedures_apart_are_required():
    assert required("cấp lại, cấp đổi") == [("cap",), ("lai",), ("doi",)]
    assert required("trong nước, ngoài nước") == [("trong",), ("nuoc",), ("ngoai",)]


def test_a_rule_makes_one_concept_of_its_words():
    rules = "làm sổ đỏ => cấp giấy chứng nhận, đăng ký đất đai"

    assert required("làm sổ đỏ lần đầu", rules) == [
        ("lam so do", "cap giay chung nhan", "dang ki dat dai"),
        ("lan",),
        ("dau",),
    ]


def test_what_a_rule_knows_is_never_filler():
    assert required("cách ly", "cách ly => y tế") == [("cach li", "y te")]


LEXICON = learn(["đăng ký khai sinh", "đăng ký kết hôn", "cấp giấy phép xây dựng"] * 5)


def test_keystrokes_spaces_and_slips_are_mended_by_the_lexicon():
    for typed in ("ddawng kys khai sinh", "dangky khaisinh", "dang ky khai sihn"):
        terms = parse(typed, lexicon=LEXICON)

        assert terms.folded == ("dang", "ki", "khai", "sinh")
        assert terms.corrected == "đăng ký khai sinh"


def test_right_words_are_left_alone():
    for typed in ("đăng ký kết hôn", "giay phep", "xây dựng nhà"):
        assert parse(typed, lexicon=LEXICON).corrected == ""


def test_what_a_rule_knows_is_left_alone():
    rules = parse_rules("visa, thị thực")

    assert parse("xin visa", rules=rules, lexicon=LEXICON).folded == ("xin", "visa")


def test_concepts_that_no_title_has_are_not_known():
    terms = parse("đăng ký karaoke", lexicon=LEXICON)

    assert (len(terms.required), terms.known) == (3, 2)


def test_a_query_is_read_to_its_limits():
    terms = parse("từ " * 5_000)

    assert len(terms.folded) == 60
    assert [concept.wordings for concept in terms.required] == [(("tu",),)]
    assert len(parse("x" * 10_000).folded[0]) == 100


def test_a_code_is_known_as_one():
    assert parse("1-001193").code == "1.001193"
    assert parse("khai sinh").code == ""


def test_nothing_to_look_for():
    for text in ("", "  ", "?!\"'*():^-", "\x00", "\u202e", "😀"):
        assert not parse(text)


@given(st.text(st.characters(), max_size=300))
def test_parse_never_raises_and_gives_plain_words(text):
    terms = parse(text, lexicon=LEXICON)

    assert terms.marked <= set(terms.folded)
    assert all(word.isalnum() for word in terms.folded + terms.accented)

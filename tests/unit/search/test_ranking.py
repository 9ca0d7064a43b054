from search.lexicon.words import Lexicon
from search.normalise import accented_words, folded_words
from search.ranking import Candidate, scorer
from search.terms import parse

NO_LEXICON = Lexicon()


def candidate(title, *, rank=0.5, phrases="", popularity=0, code="", key=""):
    return Candidate(
        rank=rank,
        type="procedure",
        key=key,
        title=" ".join(folded_words(title)),
        title_accented=" ".join(accented_words(title)),
        phrases=phrases,
        popularity=popularity,
        code=code,
    )


def best_of(typed, *candidates, lexicon=NO_LEXICON):
    return max(candidates, key=scorer(parse(typed, lexicon=lexicon)))


def test_the_title_itself_comes_before_a_longer_one():
    exact = candidate("Thủ tục đăng ký khai sinh")
    longer = candidate("Thủ tục đăng ký khai sinh lưu động", rank=1.0)

    assert best_of("dang ky khai sinh", longer, exact) is exact


def test_words_in_their_order_come_before_the_same_words_scattered():
    together = candidate("Cấp lại thẻ")
    scattered = candidate("Lại xin cấp")

    assert best_of("cấp lại", scattered, together) is together


def test_the_typed_tones_decide_between_equal_letters():
    code = candidate("Mã số")
    machine = candidate("Ma sơ")

    assert best_of("mã số", machine, code) is code


def test_an_everyday_name_leads_to_its_record():
    named = candidate("Cấp giấy chứng nhận sử dụng đất", phrases="so do | so hong")
    other = candidate("Sổ tay đo đạc")

    assert best_of("sổ đỏ", other, named) is named


def test_popularity_decides_only_among_equals():
    popular = candidate("Khai tử", popularity=900)
    quiet = candidate("Khai tử")
    exact = candidate("Khai sinh")

    assert best_of("khai tử", quiet, popular) is popular
    assert best_of("khai sinh", popular, exact) is exact


def test_a_code_names_its_record():
    named = candidate("Khác hẳn", rank=0.0, code="1.001193")
    mention = candidate("1.001193", rank=1.0)

    assert best_of("1-001193", mention, named) is named


def test_among_equals_what_people_open_comes_first():
    opened = candidate("Cấp lại thẻ thư viện", key="a")
    other = candidate("Cấp lại thẻ học sinh", key="b", rank=0.51)
    lexicon = Lexicon(opened={"procedure:a": 100, "page:b": 100})

    assert best_of("cap lai the", opened, other) is other
    assert best_of("cap lai the", opened, other, lexicon=lexicon) is opened


def test_what_people_open_does_not_outdo_what_was_asked_for():
    asked = candidate("Cấp lại thẻ thư viện", key="a")
    opened = candidate("Đổi thẻ học sinh", key="b", rank=1.0)

    lexicon = Lexicon(opened={"procedure:b": 100})

    assert best_of("cap lai the thu vien", asked, opened, lexicon=lexicon) is asked

"""Cleaning lists of procedures: each rule by its name, on what sources really say."""

import unicodedata
from dataclasses import replace

import pytest

from services_catalog.procedures.content import ComponentContent, FeeContent
from services_catalog.procedures.imports.cleaning import RULES, clean
from services_catalog.procedures.imports.contents import content_from
from services_catalog.procedures.imports.fees import read_fee
from services_catalog.procedures.imports.offers import derive_offerings
from services_catalog.procedures.imports.papers import read_paper
from services_catalog.procedures.imports.records import SourcePaper, SourceRecord
from services_catalog.procedures.imports.terms import Term, by_channel, read_term

RECORD = SourceRecord(line=1, code="1.001193", name="Đăng ký khai sinh")


@pytest.mark.parametrize(
    ("rule", "field", "found", "mended"),
    [
        ("composed", "name", unicodedata.normalize("NFD", "Đăng ký"), "Đăng ký"),
        ("invisible", "result", "đăng k\u200eý", "đăng ký"),
        ("spaces", "name", " Đăng  ký ", "Đăng ký"),
        ("spaces", "steps", "Bước 1 \r\n\n\n\nBước 2", "Bước 1\n\nBước 2"),
        ("title-prefix", "name", "Thủ tục đăng ký khai tử", "Đăng ký khai tử"),
        ("title-prefix", "name", "Thủ tục hành chính: Đổi tên", "Đổi tên"),
        ("title-stop", "name", "Đăng ký kết hôn.", "Đăng ký kết hôn"),
        ("glued-labels", "result", "Thẻ căn cước; Từ khóaấp thẻ", "Thẻ căn cước"),
        ("no-information", "requirements", "Không có thông tin", ""),
        ("no-information", "result", "Không", ""),
        ("old-mark", "agency", "Tòa án nhân dân_old", "Tòa án nhân dân"),
    ],
)
def test_a_rule_mends_what_it_names(
    rule: str, field: str, found: str, mended: str
) -> None:
    record, used = clean(replace(RECORD, **{field: found}))  # type: ignore[arg-type]  # texts all

    assert getattr(record, field) == mended
    assert used == (rule,)


def test_every_rule_has_a_name_of_its_own_and_says_what_it_does() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.says.endswith(".") for rule in RULES)


@pytest.mark.parametrize(
    "name",
    [
        "Thủ tục hải quan đối với xăng dầu",
        "Thủ tục biên phòng điện tử cảng biển",
        "Đăng kí thường trú",
        "Đăng ký nghĩa vụ quân sự cho hạ sĩ",
    ],
)
def test_titles_that_are_right_stay_as_published(name: str) -> None:
    record, used = clean(replace(RECORD, name=name))

    assert (record.name, used) == (name, ())


def test_papers_without_words_or_listed_twice_go() -> None:
    paper = SourcePaper(name="Tờ khai", quantity="1 bản chính")
    papers = (paper, SourcePaper(name="-"), paper, SourcePaper(name="Không có"))

    record, used = clean(replace(RECORD, papers=papers))

    assert record.papers == (paper,)
    assert used == ("empty-papers", "repeated-papers")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("5 Ngày làm việc", Term(5, "working_day")),
        ("30 Ngày", Term(30, "calendar_day")),
        ("8 Giờ", Term(8, "working_hour")),
        ("2 Tháng", Term(60, "calendar_day", "2 Tháng")),
        ("", Term()),
        ("0 Giờ", Term(rule="term-zero")),
        ("Không quy định", Term(has_no_due_date=True, rule="term-none-set")),
        (
            "1 (đơn vị thời gian không ghi)",
            Term(text="1 (nguồn không ghi đơn vị)", rule="term-without-unit"),
        ),
        ("Ngay khi tàu cập cảng", Term(text="Ngay khi tàu cập cảng")),
        ("10-25", Term(text="10-25")),
    ],
)
def test_a_term_is_read_and_never_guessed(text: str, term: Term) -> None:
    assert read_term(text) == term


def test_what_is_said_for_each_channel_is_told_apart() -> None:
    text = "Trực tuyến, Trực tiếp: 3 Ngày làm việc; Dịch vụ bưu chính: 7 Ngày"

    assert by_channel(text) == [
        (("online", "in_person"), "3 Ngày làm việc"),
        (("post",), "7 Ngày"),
    ]
    assert by_channel("5 Ngày") == [((), "5 Ngày")]
    assert by_channel("") == []


@pytest.mark.parametrize(
    ("text", "fee", "rules"),
    [
        ("Miễn phí", FeeContent(kind="fee", amount=0), ()),
        ("Miễn phí(Không quy định.)", FeeContent(kind="fee", amount=0), ()),
        ("Phí : 0 Đồng", FeeContent(kind="fee", amount=0), ()),
        ("Lệ phí : Không Đồng", FeeContent(kind="charge", amount=0), ()),
        (
            "Miễn phí(Lệ phí do Hội đồng nhân dân tỉnh quyết định)",
            FeeContent(
                kind="charge",
                text="Lệ phí do Hội đồng nhân dân tỉnh quyết định",
            ),
            ("fee-free-placeholder",),
        ),
        ("20 VNĐ", FeeContent(kind="fee", amount=20000), ("fee-lost-thousands",)),
        ("1200 VNĐ", FeeContent(kind="fee", amount=1200000), ("fee-lost-thousands",)),
        ("20,000 VNĐ", FeeContent(kind="fee", amount=20000), ()),
        ("2.000 VNĐ", FeeContent(kind="fee", amount=2000), ()),
        (
            "70,000 VNĐ(70.000 đồng/Giấy)",
            FeeContent(kind="fee", amount=70000, text="70.000 đồng/Giấy"),
            (),
        ),
        (
            "120 VNĐ(20.000 vnđ /tờ khai)",
            FeeContent(kind="fee", text="20.000 vnđ /tờ khai"),
            ("fee-contradicted",),
        ),
        ("1 VNĐ", FeeContent(kind="fee"), ("fee-free-placeholder",)),
        ("100 USD", FeeContent(kind="fee", text="100 USD"), ()),
        ("", None, ()),
    ],
)
def test_a_fee_is_read_and_a_doubtful_amount_dropped(
    text: str, fee: FeeContent | None, rules: tuple[str, ...]
) -> None:
    assert read_fee(text) == (fee, rules)


@pytest.mark.parametrize(
    ("paper", "kind", "rule"),
    [
        (SourcePaper(name="Tờ khai", quantity="1 bản chính"), "paper", ""),
        (SourcePaper(name="Tờ khai theo mẫu"), "paper", ""),
        (SourcePaper(name="Trường hợp 1:"), "heading", "heading-among-papers"),
        (SourcePaper(name="Hồ sơ thứ hai"), "heading", "heading-among-papers"),
        (
            SourcePaper(name="Trường hợp nộp hộ thì"),
            "note",
            "note-among-papers",
        ),
        (
            SourcePaper(name="Chụp rõ", case="Lưu ý"),
            "note",
            "note-among-papers",
        ),
        (SourcePaper(name="Mẫu số 01:", form="mau01.docx"), "paper", ""),
    ],
)
def test_headings_and_notes_are_no_papers(
    paper: SourcePaper, kind: str, rule: str
) -> None:
    component, used = read_paper(paper)

    assert (component.kind, used) == (kind, rule)
    assert component.is_required == (kind == "paper")


def test_numbers_of_originals_and_copies_are_read() -> None:
    paper = SourcePaper(name="Giấy", quantity="2 bản chính,1 bản sao", case="A")

    component, _rule = read_paper(paper)

    assert component == ComponentContent(name="Giấy", group="A", originals=2, copies=1)


def test_a_record_becomes_content() -> None:
    record = replace(
        RECORD,
        audiences=("Công dân Việt Nam", "Đảng viên", "Doanh nghiệp", "Robot"),
        steps="Chuẩn bị.\nBước 1: Nộp hồ sơ\nTới một cửa.\nBước 2: Nhận kết quả.",
        time_limit="Trực tiếp: 5 Ngày; Trực tuyến: 3 Ngày",
        fees="Trực tiếp: 20,000 VNĐ; Trực tuyến: 10,000 VNĐ",
        legal_bases=("60/2014/QH13 — Luật Hộ tịch", "Luật khác"),
    )

    content, rules = content_from(record)

    assert rules == ("unknown-audience",)
    assert content.audiences == ("citizen", "enterprise")
    assert [(step.title, step.text) for step in content.steps] == [
        ("", "Chuẩn bị."),
        ("Bước 1: Nộp hồ sơ", "Tới một cửa."),
        ("Bước 2", "Nhận kết quả."),
    ]
    assert [(one.number, one.title) for one in content.legal_bases] == [
        ("60/2014/QH13", "Luật Hộ tịch"),
        ("", "Luật khác"),
    ]
    (case_type,) = content.case_types
    assert (case_type.term_value, case_type.online_term_value) == (5, 3)
    assert [fee.amount for fee in case_type.fees] == [20000, 10000]
    assert [(one.channel, one.term_text) for one in case_type.methods] == [
        ("in_person", "5 Ngày"),
        ("online", "3 Ngày"),
    ]


DEPARTMENTS = {"so-tu-phap": 7}


@pytest.mark.parametrize(
    ("name", "tiers", "agency", "field", "expected"),
    [
        (
            "Đăng ký khai sinh",
            ("commune",),
            "Ủy ban nhân dân cấp xã",
            "Hộ tịch",
            [("commune-committee", None, "commune_committee", "commune")],
        ),
        (
            "Thủ tục hải quan đối với khí, nguyên liệu xuất khẩu, nhập khẩu",
            ("commune",),
            "Chi cục Hải quan khu vực",
            "Hải quan",
            [("customs", None, "vertical_agency", "commune")],
        ),
        (
            "Khai thuế giá trị gia tăng",
            ("province", "commune"),
            "Thuế tỉnh, thành phố; Thuế cơ sở",
            "Thuế",
            [
                ("tax", None, "vertical_agency", "province"),
                ("tax", None, "vertical_agency", "commune"),
            ],
        ),
        (
            "Thủ tục biên phòng đối với tàu thuyền",
            ("commune",),
            "Đội Thủ tục Biên phòng cửa khẩu cảng",
            "Quản lý biên giới",
            [("border-guard", None, "vertical_agency", "commune")],
        ),
        (
            "Đăng ký thường trú",
            ("commune",),
            "Công an cấp Xã",
            "Đăng ký, quản lý cư trú",
            [("police", None, "vertical_agency", "commune")],
        ),
        (
            "Cấp phiếu lý lịch tư pháp",
            ("province",),
            "Sở Tư pháp",
            "Lý lịch tư pháp",
            [("department", 7, "", "")],
        ),
        (
            "Cấp giấy phép xây dựng",
            ("province",),
            "Sở Xây dựng",
            "Hoạt động xây dựng",
            [("department-not-listed", None, "province_committee", "province")],
        ),
        (
            "Thủ tục thông quan",
            ("commune",),
            "",
            "Hải quan",
            [("field-of-a-vertical-agency", None, "vertical_agency", "commune")],
        ),
        (
            "Trợ giúp xã hội",
            ("commune",),
            "",
            "Bảo trợ xã hội",
            [("committee-of-the-tier", None, "commune_committee", "commune")],
        ),
        ("Cấp phép bay", ("ministry",), "Cục Hàng không Việt Nam", "Hàng không", []),
        ("Nhập học", ("other",), "Cơ sở giáo dục", "Giáo dục mầm non", []),
    ],
)
def test_offerings_follow_the_agency_not_the_recorded_tier_alone(
    name: str,
    tiers: tuple[str, ...],
    agency: str,
    field: str,
    expected: list[tuple[str, int | None, str, str]],
) -> None:
    record = replace(RECORD, name=name, tiers=tiers, agency=agency, field=field)

    derived = derive_offerings(record, DEPARTMENTS)

    assert [(one.rule, one.agency_id, one.kind, one.tier) for one in derived] == [
        (rule, key, kind, tier) for rule, key, kind, tier in expected
    ]

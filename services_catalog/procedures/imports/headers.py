"""Words of a clerk's list: column headings and tiers, Vietnamese or English."""

from services_catalog.units.slugs import folded_slug

_COLUMNS = {
    "code": ("ma", "ma-thu-tuc", "ma-tthc", "ma-so", "code"),
    "name": ("ten", "ten-thu-tuc", "ten-tthc", "ten-thu-tuc-hanh-chinh", "name"),
    "tiers": ("cap", "cap-thuc-hien", "cap-giai-quyet", "tier", "tiers"),
    "field": ("linh-vuc", "field"),
    "agency": ("co-quan", "co-quan-thuc-hien", "co-quan-giai-quyet", "agency"),
    "audiences": ("doi-tuong", "doi-tuong-thuc-hien", "audience", "audiences"),
    "steps": ("trinh-tu", "trinh-tu-thuc-hien", "cac-buoc", "steps"),
    "papers": ("thanh-phan-ho-so", "ho-so", "giay-to", "documents", "papers"),
    "fees": ("le-phi", "phi", "phi-le-phi", "fee", "fees"),
    "time_limit": ("thoi-han", "thoi-han-giai-quyet", "time-limit", "term"),
    "result": ("ket-qua", "ket-qua-thuc-hien", "result"),
    "requirements": ("yeu-cau", "dieu-kien", "yeu-cau-dieu-kien", "conditions"),
    "legal_bases": ("can-cu", "can-cu-phap-ly", "legal-basis"),
    "ministry": ("bo", "bo-nganh", "ministry"),
    "decision": ("quyet-dinh", "quyet-dinh-cong-bo", "so-quyet-dinh", "decision"),
    "level": ("muc-do", "muc-do-dich-vu", "muc-do-dvc", "service-level"),
    "source": ("nguon", "source"),
}
_COLUMN = {word: name for name, words in _COLUMNS.items() for word in words}
_TIERS = {
    "bo": "ministry",
    "trung-uong": "ministry",
    "tinh": "province",
    "thanh-pho": "province",
    "huyen": "district",
    "quan": "district",
    "xa": "commune",
    "phuong": "commune",
    "khac": "other",
}


def column_of(heading: str) -> str:
    """The field that a heading means, "" when it means none that we know."""
    return _COLUMN.get(folded_slug(heading), "")


def tier_of(text: str) -> str:
    """The tier that a clerk wrote: `Cấp xã`, `xã`, `commune`; else the text itself."""
    folded = folded_slug(text).removeprefix("cap-")
    return _TIERS.get(folded, folded)

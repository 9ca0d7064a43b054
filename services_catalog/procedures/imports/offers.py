"""Who offers an imported procedure, derived from tier, agency and field.

The recorded tier alone misleads: since 2025 former district branches of customs, tax
and the border guard are recorded as `commune`, though no commune committee runs them.
So each name of an agency is looked up in the table below, first match wins; a tier that
no name speaks for falls to the field, then to the committee of that tier. Ministries
and other bodies offer nothing here: their procedures are not the province's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from services_catalog.agencies.models import AgencyKind
from services_catalog.procedures.imports.records import SourceRecord
from services_catalog.units.models import Tier
from services_catalog.units.slugs import folded_slug

TIERS = tuple(Tier.values)
_SEPARATOR = re.compile(r"\s*[;\n]\s*|\s*,\s+(?=[A-ZĐÀ-Ỹ])")


@dataclass(frozen=True, slots=True)
class AgencyRule:
    """Names that contain `words` (folded) are agencies of `kind`; of any recorded tier
    where `tier` is empty."""

    name: str
    words: re.Pattern[str]
    kind: str
    tier: str = ""


@dataclass(frozen=True, slots=True)
class DerivedOffering:
    """An agency by its key, or every agency of a kind at a tier; and by which rule."""

    rule: str
    agency_id: int | None = None
    kind: str = ""
    tier: str = ""


def _rule(name: str, words: str, kind: AgencyKind, tier: str = "") -> AgencyRule:
    return AgencyRule(name, re.compile(words), kind.value, tier)


AGENCY_RULES: tuple[AgencyRule, ...] = (
    _rule(
        "ministry",
        r"^(bo|van-phong-bo|thu-tuong|tong-cuc|thanh-tra-bo)\b(?!-chi-huy)|-bo-tai-chinh|-bo-nn-va-mt",
        AgencyKind.VERTICAL_AGENCY,
        "ministry",
    ),
    _rule("customs", r"hai-quan", AgencyKind.VERTICAL_AGENCY),
    _rule("border-guard", r"bien-phong", AgencyKind.VERTICAL_AGENCY),
    _rule(
        "tax",
        r"^(thue|chi-cuc-thue|cuc-thue|co-quan-thue)|-thue-(tinh|co-so)",
        AgencyKind.VERTICAL_AGENCY,
    ),
    _rule("police", r"cong-an|xuat-nhap-canh|canh-sat", AgencyKind.VERTICAL_AGENCY),
    _rule(
        "military",
        r"quan-su|quan-khu|trung-doan|tieu-doan|bo-tu-lenh|quan-nhu",
        AgencyKind.VERTICAL_AGENCY,
    ),
    _rule("social-insurance", r"bao-hiem-xa-hoi", AgencyKind.VERTICAL_AGENCY),
    _rule(
        "treasury-and-bank", r"kho-bac|ngan-hang-nha-nuoc", AgencyKind.VERTICAL_AGENCY
    ),
    _rule(
        "courts-and-enforcement",
        r"toa-an|thi-hanh-an|vien-kiem-sat",
        AgencyKind.VERTICAL_AGENCY,
    ),
    _rule("port-authority", r"cang-vu", AgencyKind.VERTICAL_AGENCY),
    _rule(
        "commune-committee",
        r"(ubnd|uy-ban-nhan-dan)-(cap-)?(xa|phuong)|chu-tich-(ubnd|uy-ban-nhan-dan)-(cap-)?(xa|phuong)|thuoc-ubnd-cap-xa",
        AgencyKind.COMMUNE_COMMITTEE,
        Tier.COMMUNE,
    ),
    _rule(
        "district-committee",
        r"(ubnd|uy-ban-nhan-dan)-(cap-)?(huyen|quan)|phong-(tu-phap|tai-chinh|noi-vu|giao-duc|lao-dong)",
        AgencyKind.DISTRICT_COMMITTEE,
        Tier.DISTRICT,
    ),
    _rule(
        "land-office", r"dang-ky-dat-dai", AgencyKind.PUBLIC_SERVICE_UNIT, Tier.PROVINCE
    ),
    _rule(
        "inspection-station",
        r"dang-kiem",
        AgencyKind.PUBLIC_SERVICE_UNIT,
        Tier.PROVINCE,
    ),
    _rule(
        "school",
        r"co-so-giao-duc|truong-(tieu-hoc|trung-hoc|mam-non)",
        AgencyKind.PUBLIC_SERVICE_UNIT,
    ),
    _rule(
        "industrial-zone-board",
        r"ban-quan-ly-khu",
        AgencyKind.PROVINCE_DEPARTMENT,
        Tier.PROVINCE,
    ),
    _rule(
        "department",
        r"^(so|van-phong-so|chi-cuc|cac-so|co-quan-chuyen-mon)\b",
        AgencyKind.PROVINCE_DEPARTMENT,
        Tier.PROVINCE,
    ),
    _rule(
        "province-committee",
        r"(ubnd|uy-ban-nhan-dan)-(cap-)?(tinh|thanh-pho)|chu-tich-(ubnd|uy-ban-nhan-dan)-(cap-)?tinh",
        AgencyKind.PROVINCE_COMMITTEE,
        Tier.PROVINCE,
    ),
    _rule(
        "service-centre", r"phuc-vu-hanh-chinh-cong|mot-cua", AgencyKind.SERVICE_CENTRE
    ),
    _rule(
        "ministry-department",
        r"^(cuc|vu|thanh-tra|van-phong-chinh-phu)\b",
        AgencyKind.VERTICAL_AGENCY,
        "ministry",
    ),
)
# Fields that belong to agencies with a line of their own down from the ministry.
VERTICAL_FIELDS = frozenset(
    {
        "hai-quan", "thue", "quan-ly-bien-gioi", "quan-ly-xuat-nhap-canh",
        "cap-quan-ly-can-cuoc", "dang-ky-quan-ly-cu-tru", "kho-bac-nha-nuoc",
        "dinh-danh-va-xac-thuc-dien-tu", "phong-chay-chua-chay", "thi-hanh-an-dan-su",
        "thuc-hien-chinh-sach-bhxh", "thuc-hien-chinh-sach-bhyt", "nghia-vu-quan-su",
        "dan-quan-tu-ve", "chi-tra-cac-che-do-bhxh", "hoat-dong-ngoai-hoi",
        "thanh-lap-va-hoat-dong-ngan-hang", "toa-an", "dang-ky-quan-ly-con-dau",
    }
)  # fmt: skip
COMMITTEES = {
    Tier.PROVINCE.value: AgencyKind.PROVINCE_COMMITTEE.value,
    Tier.DISTRICT.value: AgencyKind.DISTRICT_COMMITTEE.value,
    Tier.COMMUNE.value: AgencyKind.COMMUNE_COMMITTEE.value,
}


def derive_offerings(
    record: SourceRecord, departments: Mapping[str, int]
) -> tuple[DerivedOffering, ...]:
    """Who offers it; `departments` are keys of agencies by their folded names."""
    local = tuple(tier for tier in record.tiers if tier in TIERS)
    found: dict[tuple[int | None, str, str], DerivedOffering] = {}
    spoken_for: set[str] = set()
    for part in _SEPARATOR.split(record.agency):
        name = folded_slug(part)
        rule = next((rule for rule in AGENCY_RULES if rule.words.search(name)), None)
        if rule is None or rule.tier == "ministry":
            continue
        for tier in (
            (rule.tier,) if rule.tier in local else local if not rule.tier else ()
        ):
            spoken_for.add(tier)
            offering = _offering(rule, tier, name, departments)
            found.setdefault(
                (offering.agency_id, offering.kind, offering.tier), offering
            )
    for tier in local:
        if tier not in spoken_for:
            offering = _by_field_or_tier(record, tier)
            found.setdefault((None, offering.kind, offering.tier), offering)
    return tuple(found.values())


def _offering(
    rule: AgencyRule, tier: str, name: str, departments: Mapping[str, int]
) -> DerivedOffering:
    """A department offers alone; one that the catalogue lacks is stood for by the
    province's committee, never by every department."""
    if rule.kind != AgencyKind.PROVINCE_DEPARTMENT:
        return DerivedOffering(rule.name, None, rule.kind, tier)
    for known, key in departments.items():
        if name == known or name.startswith(f"{known}-"):
            return DerivedOffering(rule.name, key)
    return DerivedOffering(
        "department-not-listed", None, COMMITTEES[Tier.PROVINCE], tier
    )


def _by_field_or_tier(record: SourceRecord, tier: str) -> DerivedOffering:
    if folded_slug(record.field) in VERTICAL_FIELDS:
        kind = AgencyKind.VERTICAL_AGENCY.value
        return DerivedOffering("field-of-a-vertical-agency", None, kind, tier)
    return DerivedOffering("committee-of-the-tier", None, COMMITTEES[tier], tier)

"""Slugs that name views, not pages; no page below a portal may carry them."""

import re

SEARCH = "tim-kiem"
PROCEDURES = "thu-tuc"
FORMS = "bieu-mau"
STATISTICS = "thong-ke"
SITEMAP = "so-do-cong"
SUBMIT = "nop"

# Routes of every portal (architecture 11).
PORTAL_ROUTES = frozenset({SEARCH, FORMS, STATISTICS})
# Addresses at the root of a host; a portal may be a host's root, so reserved in all.
ROOT_ROUTES = frozenset(
    {
        "_util",
        "api",
        "bien-nhan",
        "tiep-tuc",
        "cua-toi",
        "dang-ky",
        "dang-nhap",
        "dang-xuat",
        "en",
        "healthz",
        "media",
        "quan-tri",
        "readyz",
        "static",
        "thanh-phan",
        "tra-cuu",
        "vi",
    }
)
RESERVED_SLUGS = PORTAL_ROUTES | ROOT_ROUTES
# Kept for one page type each: the directory and the site map.
TYPED_SLUGS = {PROCEDURES: "procedureindexpage", SITEMAP: "sitemappage"}

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def is_slug(slug: str) -> bool:
    """Small letters without marks, digits, hyphens: what one can say on a telephone."""
    return bool(_SLUG.match(slug)) and len(slug) <= 255


def is_reserved(slug: str, model_name: str) -> bool:
    """Whether a child of a portal, of this page type, must not carry this slug."""
    return slug in RESERVED_SLUGS or TYPED_SLUGS.get(slug, model_name) != model_name

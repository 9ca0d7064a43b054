import gzip
import re
from pathlib import Path

import pytest

from themes.skins import FOLDER, SKINS, skin_stylesheet_path

STATIC = FOLDER.parent
CSS = STATIC / "css"
TOKENS = (CSS / "tokens.css").read_text()
KILOBYTE = 1024


def _declarations(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


def _block(selector: str) -> dict[str, str]:
    start = TOKENS.index(selector + " {")
    return _declarations(TOKENS[start : TOKENS.index("}", start)])


def _colours(skin: str, mode: str) -> dict[str, str]:
    tokens = _block("  :root")
    tokens |= _declarations((FOLDER / f"{skin}.css").read_text())
    if "dark" in mode:
        tokens |= _block(':root[data-theme="dark"]')
    if "contrast" in mode:
        contrast = _block(':root[data-contrast="more"]')
        # `--brand: var(--brand-dark)` and its like read the tokens before them.
        tokens |= {name: _resolve(value, tokens) for name, value in contrast.items()}
    return {name: _resolve(value, tokens) for name, value in tokens.items()}


def _resolve(value: str, tokens: dict[str, str]) -> str:
    while match := re.fullmatch(r"var\(--([\w-]+)\)", value):
        value = tokens[match[1]]
    return value


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 computes it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "wash"),
    ("ink", "mark"),
    ("ink", "tint"),
    ("ink-soft", "paper"),
    ("ink-soft", "wash"),
    ("brand", "paper"),
    ("brand", "wash"),
    ("brand-dark", "paper"),
    ("brand-dark", "tint"),
    ("on-brand", "brand"),
    ("on-brand", "brand-dark"),
    ("on-header", "header"),
    ("on-header", "header-deep"),
    ("gold-text", "paper"),
    ("gold-text", "gold-wash"),
    ("ok", "paper"),
    ("ok", "ok-wash"),
    ("bad", "paper"),
    ("bad", "bad-wash"),
    ("paper", "bad"),
    ("info", "paper"),
    ("info", "info-wash"),
]
MODES = ["light", "dark", "light contrast", "dark contrast"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("skin", sorted(SKINS))
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(text, ground, skin, mode):
    colours = _colours(skin, mode)

    assert ratio(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("skin", sorted(SKINS))
def test_controls_and_focus_can_be_seen(skin, mode):
    colours = _colours(skin, mode)

    assert ratio(colours["control"], colours["paper"]) >= 3
    assert ratio(colours["control"], colours["wash"]) >= 3
    assert ratio(colours["focus"], colours["focus-edge"]) >= 3


@pytest.mark.parametrize("skin", sorted(SKINS))
def test_high_contrast_is_higher(skin):
    colours = _colours(skin, "light contrast")

    assert ratio(colours["ink-soft"], colours["paper"]) >= 7
    assert ratio(colours["brand"], colours["paper"]) >= 7


def test_figures_of_the_design_hold():
    colours = _colours("province", "light")

    assert round(ratio(colours["ink"], colours["paper"]), 1) == 17.4
    assert round(ratio(colours["brand"], colours["paper"]), 1) == 10.0
    assert round(ratio(_colours("district", "light")["brand"], "#FFFFFF"), 1) == 6.9
    assert round(ratio(_colours("commune", "light")["brand"], "#FFFFFF"), 1) == 6.9


def test_chosen_dark_is_the_same_as_the_browsers_dark():
    assert _block(':root[data-theme="dark"]') == _block(
        ':root:not([data-theme="light"])'
    )
    assert _block(':root[data-contrast="more"]') == _block(
        ':root:not([data-contrast="normal"])'
    )


@pytest.mark.parametrize("skin", sorted(SKINS))
def test_skin_sets_all_its_tokens_and_nothing_else(skin):
    text = re.sub(r"/\*.*?\*/", "", (FOLDER / f"{skin}.css").read_text())

    assert set(_declarations(text)) == {
        name for name in _block("  :root") if name.startswith("skin-")
    }
    assert re.findall(r"[^\s{};]+(?=\s*\{)", text) == ["skin", ":root"]


def test_three_tiers_have_their_skins():
    assert {"province", "district", "commune"} <= SKINS
    assert skin_stylesheet_path("commune") == "themes/skins/commune.css"
    assert skin_stylesheet_path("none") == "themes/skins/province.css"


def _gzipped(files: list[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def test_style_of_a_page_is_at_most_30_kilobytes():
    sheets = ["tokens.css", "base.css", "components.css", "forms.css"]
    files = [CSS / sheet for sheet in sheets] + [FOLDER / "province.css"]

    assert _gzipped(files) <= 30 * KILOBYTE


def test_script_of_a_page_is_at_most_30_kilobytes():
    assert _gzipped(list((STATIC / "js").glob("*.js"))) <= 30 * KILOBYTE


def test_colours_are_named_once():
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b")
    allowed = {"#1D1822", "#000", "#FFF", "#333", "#F0BC4A"}
    for sheet in ("base.css", "components.css", "forms.css"):
        assert set(literal.findall((CSS / sheet).read_text())) <= allowed


def test_every_file_a_style_names_exists():
    for sheet in CSS.glob("*.css"):
        for name in re.findall(r'url\("([^"]+)"\)', sheet.read_text()):
            assert (CSS / name).resolve().is_file(), name


VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợ"
    "pqrstuùủũúụưừửữứựvxyỳỷỹýỵ₫"
)


@pytest.mark.parametrize("weight", ["400", "600", "700"])
def test_font_covers_every_vietnamese_letter(weight):
    faces = [
        face
        for face in re.findall(r"@font-face \{(.*?)\}", TOKENS)
        if f"font-weight: {weight};" in face
    ]
    covered: set[int] = set()
    for face in faces:
        ranges = re.search(r"unicode-range: ([^;]+);", face)
        assert ranges is not None
        for start, end in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges[1]):
            covered |= set(range(int(start, 16), int(end or start, 16) + 1))

    wanted = VIETNAMESE + VIETNAMESE.upper()
    assert [letter for letter in wanted if ord(letter) not in covered] == []


def test_font_carries_its_licence():
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text().upper()


ROOMS = ("cms_pages", "search", "services_catalog", "site", "submissions")


@pytest.mark.parametrize("room", ROOMS)
def test_every_class_that_a_room_uses_is_styled(room):
    styled = set()
    for sheet in CSS.glob("*.css"):
        styled |= set(re.findall(r"\.(nm-[\w-]+)", sheet.read_text()))
    root = FOLDER.parents[3] / room
    # A name that a variable completes (`nm-tag--{{ kind }}`) cannot be read off.
    used = {
        name
        for file in root.rglob("*.html")
        for names in re.findall(r'class="([^"]*)"', file.read_text())
        for name in re.sub(r"{%.*?%}|[\w-]*{{.*?}}", " ", names).split()
        if name.startswith("nm-")
    }
    blocks = {name.split("__")[0].split("--")[0] for name in styled}

    assert used - styled - blocks == set()

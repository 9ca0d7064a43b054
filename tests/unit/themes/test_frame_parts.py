"""Parts of the frame are drawn once, of the frame and what is named, and no more."""

import pytest
from django.template import Context, Engine
from django.template.loader import render_to_string

from themes.frame import Frame, Link
from themes.templatetags.ui import _icon

MENU = (Link("News", "/tin-tuc/"), Link("Contact", "/lien-he/"))
HERE = (Link("News", "/tin-tuc/", current=True), MENU[1])


def draw(source: str, *, debug: bool = False, **values: object) -> str:
    engine = Engine(
        app_dirs=True,
        debug=debug,
        libraries={
            "frame_parts": "themes.templatetags.frame_parts",
            "i18n": "django.templatetags.i18n",
            "static": "django.templatetags.static",
            "ui": "themes.templatetags.ui",
        },
    )
    template = engine.from_string("{% load frame_parts ui %}" + source)
    return template.render(Context(values)).strip()


def test_a_part_is_drawn_once_for_each_frame():
    frame, other = Frame(title="Phú Bài"), Frame(title="Hương Thủy")

    first = draw('{% frame_part "masthead" %}', frame=frame)

    assert "Phú Bài" in first
    assert list(frame.parts) == [("masthead",)]
    assert draw('{% frame_part "masthead" %}', frame=frame) == first
    assert "Hương Thủy" in draw('{% frame_part "masthead" %}', frame=other)


def test_what_a_part_is_told_makes_it_another():
    frame = Frame()

    elsewhere = draw('{% frame_part "menu" menu=menu %}', frame=frame, menu=MENU)
    here = draw('{% frame_part "menu" menu=menu %}', frame=frame, menu=HERE)

    assert "aria-current" not in elsewhere
    assert here.count('aria-current="page"') == 2
    assert len(frame.parts) == 2


def test_a_part_knows_nothing_of_the_page():
    drawn = draw(
        '{% frame_part "masthead" %}', frame=Frame(), hide_header_search="the page's"
    )

    assert 'id="site-search"' in drawn


def test_nothing_is_kept_while_templates_are_worked_on():
    frame = Frame()

    draw('{% frame_part "footer" %}', debug=True, frame=frame)

    assert frame.parts == {}


def test_a_page_without_a_frame_has_a_plain_one():
    assert 'class="nm-footer"' in draw('{% frame_part "footer" %}')


@pytest.mark.parametrize("debug", [True, False])
def test_an_icon_is_the_component_s_drawing(debug):
    _icon.cache_clear()
    component = render_to_string(
        "themes/components/icon/icon.html", {"name": "clock"}
    ).strip()

    assert draw("{% icon name %}", debug=debug, name="clock").strip() == component
    assert _icon.cache_info().currsize == (0 if debug else 1)

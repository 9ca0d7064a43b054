import re

import pytest
from django.http import Http404
from django.template import Context, Engine
from django.test import RequestFactory
from django.urls import include, path

from themes import gallery, views

MISSING = "MISSING-VARIABLE"

urlpatterns = [path("thanh-phan/", include("themes.urls"))]


@pytest.fixture(scope="module")
def strict_engine():
    """An engine that shows every variable a template asks for and is not given."""
    return Engine(
        app_dirs=True,
        string_if_invalid=MISSING,
        libraries={"ui": "themes.templatetags.ui", "i18n": "django.templatetags.i18n"},
    )


STATES = [
    pytest.param(example, id=f"{name}: {example.state}")
    for name in gallery.component_names()
    for example in gallery.examples_of(name)
]


@pytest.mark.parametrize("example", STATES)
def test_component_renders_in_every_state_of_the_gallery(example, strict_engine):
    html = strict_engine.get_template(example.template).render(
        Context(dict(example.variables))
    )

    assert html.strip()
    assert MISSING not in html


@pytest.mark.parametrize("name", gallery.component_names())
def test_component_tells_its_variables_first(name):
    folder = gallery.COMPONENTS / name

    assert (folder / f"{name}.html").read_text().startswith("{% comment %}\n")


def test_no_template_carries_inline_style_or_script():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)")
    root = gallery.TEMPLATES.parent
    guilty = [
        file.name for file in root.rglob("*.html") if inline.search(file.read_text())
    ]

    assert guilty == []


def test_titles_stand_at_the_level_they_are_given(strict_engine):
    template = strict_engine.get_template("themes/components/card/card.html")

    html = template.render(Context({"title": "A", "url": "/", "level": 4}))

    assert "<h4 " in html
    assert "</h4>" in html


def test_texts_are_escaped(strict_engine):
    template = strict_engine.get_template("themes/components/notice/notice.html")

    html = template.render(Context({"title": "<script>", "text": "<b>"}))

    assert "&lt;script&gt;" in html
    assert "<b>" not in html


@pytest.mark.parametrize("skin", ["province", "district", "commune"])
@pytest.mark.parametrize("name", gallery.sample_names())
@pytest.mark.urls(__name__)
def test_sample_page_has_one_heading_and_its_skin(name, skin, settings):
    settings.DEBUG = True
    request = RequestFactory().get("/", {"skin": skin})

    html = views.sample(request, name).content.decode()

    assert html.count("<h1") == 1
    assert f"themes/skins/{skin}.css" in html
    assert html.count("<main") == 1


@pytest.mark.urls(__name__)
def test_gallery_shows_every_component(settings):
    settings.DEBUG = True

    html = views.gallery(RequestFactory().get("/")).content.decode()

    for name in gallery.component_names():
        assert f'<section id="{name}">' in html


@pytest.mark.parametrize(
    ("view", "names"),
    [(views.gallery, ()), (views.component, ("button",)), (views.sample, ("home",))],
)
def test_gallery_is_not_there_without_debug(view, names, settings):
    settings.DEBUG = False

    with pytest.raises(Http404):
        view(RequestFactory().get("/"), *names)


@pytest.mark.parametrize("view", [views.component, views.sample])
def test_unknown_name_is_not_found_in_the_gallery(view, settings):
    settings.DEBUG = True

    with pytest.raises(Http404):
        view(RequestFactory().get("/"), "no-such")

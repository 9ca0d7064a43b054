"""The component gallery and the pages of rooms that no portal serves."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from themes.gallery import (
    component_names,
    examples_of,
    sample_context,
    sample_frame,
    sample_names,
)
from themes.skins import DEFAULT, SKINS


def _draw(
    request: HttpRequest, template: str, context: dict[str, object]
) -> HttpResponse:
    """A page of the gallery in the skin that `?skin=` names."""
    if not settings.DEBUG:
        raise Http404
    skin = request.GET.get("skin", DEFAULT)
    request.frame = sample_frame(skin if skin in SKINS else DEFAULT)  # type: ignore[attr-defined]
    return render(request, template, context)


def gallery(request: HttpRequest) -> HttpResponse:
    """All components in all states."""
    components = [(name, examples_of(name)) for name in component_names()]
    context = {
        "components": components,
        "samples": sample_names(),
        "skins": sorted(SKINS),
    }
    return _draw(request, "themes/gallery/gallery.html", context)


def component(request: HttpRequest, name: str) -> HttpResponse:
    """One component alone, in all its states."""
    if name not in component_names():
        raise Http404
    context: dict[str, object] = {"name": name, "examples": examples_of(name)}
    return _draw(request, "themes/gallery/component.html", context)


def sample(request: HttpRequest, name: str) -> HttpResponse:
    """A whole page, as the rooms above are meant to compose it."""
    if name not in sample_names():
        raise Http404
    context = sample_context(name)
    return _draw(request, f"themes/gallery/samples/{name}.html", context)

"""Parts of the frame that say the same at every address of a portal."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from themes.frame import Frame

register = template.Library()


@register.simple_tag(takes_context=True)
def frame_part(context: Context, name: str, **values: object) -> SafeString:
    """`themes/frame/<name>.html`, drawn of the frame and the values named, no more.

    Kept with the frame for as long as that stands in the process (a portal's in one
    language, until anything about the portals changes), so that a page draws only what
    is its own. Where templates are being worked on, nothing is kept.
    """
    frame: Frame = context.get("frame") or Frame()
    key = (name, *values.items())
    drawn = frame.parts.get(key)
    if drawn is None:
        engine = context.template.engine  # type: ignore[union-attr]
        template = engine.get_template(f"themes/frame/{name}.html")
        drawn = template.render(Context({"frame": frame, **values}))
        if not engine.debug:
            frame.parts[key] = drawn
    return drawn

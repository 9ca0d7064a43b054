"""Whether a photograph can be read, guessed by three simple measures.

A hint beside the file and never a refusal: a small round stamp is small, and a blank
back of a sheet shows nothing. The figures were found on photographed pages of text.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFilter, ImageStat

# An A4 page at 72 dpi; below, ordinary print runs together.
SHORTEST_SIDE = 600
# Mean brightness of 255: even a page in the evening is above.
DARKEST = 70
# Edges (variance of the Laplacian) of a page whose letters are still to be told apart.
LEAST_EDGES = 60
# Paper without print has no edges either; that is no blur.
LEAST_CONTRAST = 12
_LOOKED_AT = 1000
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), 1, 128)


class Legibility(models.TextChoices):
    UNKNOWN = "", _("not judged or readable")
    SMALL = "small", _("perhaps too small to be read")
    DARK = "dark", _("perhaps too dark to be read")
    BLURRED = "blurred", _("perhaps blurred")


def legibility_of(image: Image.Image) -> Legibility:
    """What may hinder a reader, the worst first."""
    if min(image.size) < SHORTEST_SIDE:
        return Legibility.SMALL
    grey = image.convert("L")
    grey.thumbnail((_LOOKED_AT, _LOOKED_AT))
    shown = ImageStat.Stat(grey)
    if shown.mean[0] < DARKEST:
        return Legibility.DARK
    inside = (1, 1, grey.width - 1, grey.height - 1)  # the filter leaves the rim as is
    edges = ImageStat.Stat(grey.filter(_LAPLACIAN).crop(inside)).var[0]
    if edges < LEAST_EDGES and shown.stddev[0] > LEAST_CONTRAST:
        return Legibility.BLURRED
    return Legibility.UNKNOWN

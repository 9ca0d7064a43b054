"""What all three ways to run share, assembled in one order."""

from portal.settings.api import *
from portal.settings.apps import *
from portal.settings.database import *
from portal.settings.i18n import *
from portal.settings.log import *
from portal.settings.search import *
from portal.settings.security import *
from portal.settings.services import *
from portal.settings.static_media import *
from portal.settings.templates import *
from portal.settings.wagtail import *

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

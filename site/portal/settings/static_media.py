"""Static files and storages; dossier files never share a root with public media."""

from pathlib import Path

from portal.settings.env import VAR, env, refuse


def local_folder(name: str, default: Path) -> Path:
    """The folder behind a `file://` address."""
    url = env.str(name, default=f"file://{default}")
    if not url.startswith("file:///"):
        raise refuse(name, "an address such as file:///srv/ngo-mon/media")
    return Path(url.removeprefix("file://"))


STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = local_folder("STORAGE_URL", VAR / "media")
PRIVATE_ROOT = local_folder("PRIVATE_STORAGE_URL", VAR / "private")

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT)},
    },
    "private": {
        # No base_url: a dossier's file has no address of its own.
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
    "staticfiles": {"BACKEND": "portal.static_files.ManifestStaticFiles"},
}

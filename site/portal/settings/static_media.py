"""Static files and storages; dossier files never share a root with public media."""

from pathlib import Path
from typing import Any

from portal.settings.bucket_url import bucket_options, is_bucket
from portal.settings.env import VAR, env, refuse


def local_folder(name: str, default: Path) -> Path:
    """The folder behind a `file://` address."""
    url = env.str(name, default=f"file://{default}")
    if not url.startswith("file:///"):
        raise refuse(name, "an address such as file:///srv/ngo-mon/media")
    return Path(url.removeprefix("file://"))


def private_storage() -> dict[str, Any]:
    """Papers lie in a private folder or a private bucket, all else being equal."""
    name = "PRIVATE_STORAGE_URL"
    url = env.str(name, default="")
    if is_bucket(url):
        options = bucket_options(name, url)
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    return {
        # No base_url: a dossier's file has no address of its own.
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(local_folder(name, VAR / "private")),
            "base_url": None,
        },
    }


STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = local_folder("STORAGE_URL", VAR / "media")

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT)},
    },
    "private": private_storage(),
    "staticfiles": {"BACKEND": "portal.static_files.ManifestStaticFiles"},
}

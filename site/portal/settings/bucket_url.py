"""Reads the address of a bucket in an object store that speaks S3:

    https://key:secret@s3.example.vn:9000/bucket?region=vn-1

Reserved letters in key and secret are percent-encoded. A malformed address is refused
without being repeated.
"""

import re
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from portal.settings.env import refuse

EXAMPLE = "https://key:secret@s3.example.vn/bucket"
# Seconds and tries: a store that hangs holds no page for longer than a minute.
_PATIENCE = {"connect_timeout": 5, "read_timeout": 20, "retries": {"max_attempts": 2}}


def is_bucket(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def bucket_options(name: str, url: str) -> dict[str, Any]:
    """What the storage of django-storages is told; secrets stay with it."""
    try:
        place = urlsplit(url)
        host = place.hostname and place.netloc.rpartition("@")[2]
        place.port  # noqa: B018  # urllib judges the port when it is read
    except ValueError:
        host = None
    if not host or not place.username or not place.password:
        raise refuse(name, f"the address of a bucket such as {EXAMPLE}")
    bucket = place.path.strip("/")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket):
        raise refuse(name, f"an address that ends with a bucket's name, as {EXAMPLE}")
    options = parse_qs(place.query)
    if set(options) - {"region"} or place.fragment:
        raise refuse(name, f"without any option but region, as {EXAMPLE}?region=vn-1")
    # Only who has a bucket pays for the library.
    from botocore.config import Config

    return {
        "access_key": unquote(place.username),
        "secret_key": unquote(place.password),
        "bucket_name": bucket,
        "endpoint_url": f"{place.scheme}://{host}",
        "region_name": options.get("region", ["us-east-1"])[0],
        # Nobody reads by the store's own addresses: every door is the portal's.
        "default_acl": None,
        "file_overwrite": False,
        # Above this a file is read through the disk.
        "max_memory_size": 1024 * 1024,
        "client_config": Config(
            s3={"addressing_style": "path"},
            signature_version="s3v4",
            # Checksums that only Amazon's own store knows are left out.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            **_PATIENCE,
        ),
    }

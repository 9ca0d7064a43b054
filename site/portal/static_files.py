"""Static files under names that change with their content, scripts' imports too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStaticFiles(CompressedManifestStaticFilesStorage):
    # Else a browser would hold an old module beside the new script that imports it.
    support_js_module_import_aggregation = True

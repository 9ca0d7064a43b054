"""An ordinary Wagtail site with the same content: what the portal is measured against.

Stock routing, stock tags, stock forms; nothing of the portal's rooms is imported.
"""

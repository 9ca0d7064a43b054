"""Fields (lĩnh vực) by which procedures are sorted."""

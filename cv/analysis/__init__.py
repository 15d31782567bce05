"""A CV read against a posting by Claude: asked, checked as it arrives, compared, reported."""

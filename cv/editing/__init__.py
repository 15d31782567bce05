"""A CV written by hand: the form by sections, autosaves, versions and what changed."""

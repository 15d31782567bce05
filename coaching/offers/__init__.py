"""Offers side by side: the person's own criteria and figures. The arithmetic is ours, and exact."""

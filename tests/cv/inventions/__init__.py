"""CVs with honest rewrites and inventions, written for this project; nobody in them is real."""

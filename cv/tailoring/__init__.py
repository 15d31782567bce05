"""A copy of a CV for one application: changes of single lines, traced, decided, undone."""

"""Interviews: stories kept as a bank, a preparation from posting and CV, mock interviews."""

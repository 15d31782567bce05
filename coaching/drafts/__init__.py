"""Letters that Claude drafts: asked for, traced, edited as versions, decided on, taken out."""

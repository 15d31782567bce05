"""A CV as text: its lines and sections, its language, its words; from text and to HTML."""

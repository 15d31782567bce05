"""What leaves for Claude: the question, contact data taken out, and how a call is closed."""

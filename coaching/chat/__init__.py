"""The conversation with the coach: what goes along, what is asked, what comes back."""

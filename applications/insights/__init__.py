"""What the history of a search says in numbers: honest about how few they are."""

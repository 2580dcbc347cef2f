"""What things show of themselves in a notebook: a small card, in English or Chinese."""

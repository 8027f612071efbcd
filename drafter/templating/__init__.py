"""Letters as files, phrases as lists: what is in them, and who gets which."""

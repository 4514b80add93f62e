"""Bodies across and down, posts, terms, persons and their mandates."""

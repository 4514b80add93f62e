"""【平台】 What every application needs, written once."""

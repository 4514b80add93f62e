"""【应用】 One folder per duty, removable by itself."""

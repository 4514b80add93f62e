"""Put, remove and find over Chinese text, the same on both databases."""

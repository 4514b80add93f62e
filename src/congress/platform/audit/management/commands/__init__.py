"""Django's own commands where the trail has a say in them."""

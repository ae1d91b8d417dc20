"""faclaims: typed claim records from Persian news."""

"""Scripts that train the models of the package; nothing here is needed at run time."""

"""Reading articles and writing records; the only layer that knows file formats."""

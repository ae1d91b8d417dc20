"""The stages: pure functions from frozen data to frozen data; they do not import each other."""

"""The benchmark measures only what is right."""

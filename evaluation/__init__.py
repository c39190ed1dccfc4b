"""What is claimed about understanding: measured on messages that nothing was learned from."""

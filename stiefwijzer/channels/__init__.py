"""Where messages come in and go out. A channel knows who speaks and what was really said; it decides nothing else."""

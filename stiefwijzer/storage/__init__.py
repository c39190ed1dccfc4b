"""What is kept: one database for conversations and for the turns of a channel."""

"""What the assistant does: rasa_sdk actions that choose from `content/`, one module a conversation part."""

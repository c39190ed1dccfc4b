"""From a request that somebody makes in the conversation to one that is stored and mailed."""

"""The one process: Rasa, the actions and the channels, started by `python -m stiefwijzer serve`."""

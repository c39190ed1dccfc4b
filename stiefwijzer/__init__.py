"""Stiefwijzer: what Rasa lacks to be a safe, quick Dutch chatbot for stepfamilies. See docs/architecture.md."""

__version__ = "0.1.0"

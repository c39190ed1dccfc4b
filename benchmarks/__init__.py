"""`make bench`: what a turn costs, here, with stock Rasa, with NLP.js, and at the least (see README.md)."""

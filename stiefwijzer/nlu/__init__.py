"""Understanding Dutch: the spaCy pipeline, the classifier, and the one place that decides what was heard."""

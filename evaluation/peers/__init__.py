"""The same examples and the same messages, put to Rasa's pipelines and to NLP.js beside our own hearing."""

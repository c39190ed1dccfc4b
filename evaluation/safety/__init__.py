"""How well danger is seen, here and elsewhere: `make eval-safety`."""

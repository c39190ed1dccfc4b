"""Hearing danger before anything else: by phrases that people can read, in data/safety/.

`rules` reads the files, `meaning` tells whether danger is meant and whose it is, `gate` hears, and `component` puts the
gate into Rasa's graph. Nothing here is learned, and nothing here needs a model, a database or the network.
"""

from stiefwijzer.nlu.safety.gate import Alarm, Gate, shared
from stiefwijzer.nlu.safety.rules import SAFETY_DIR, SafetyRuleError

__all__ = ["SAFETY_DIR", "Alarm", "Gate", "SafetyRuleError", "shared"]

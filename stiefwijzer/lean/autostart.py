"""Imported when Python starts in this environment (by `stiefwijzer.pth`): make Rasa lean and silent.

It must stay cheap: every Python process of the environment pays for it.
"""

import os

from stiefwijzer.lean import importing

# Rasa sends usage data home unless told not to. A chatbot that hears people's family life tells nobody anything.
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
# Rasa 3.6 is pinned to SQLAlchemy 1.4; its advice about 2.0 on every start helps no reader.
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
# A message is too small to be worth two threads of linear algebra: waiting for each other on a busy machine they take
# milliseconds for what one does in a tenth of one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

importing.install()

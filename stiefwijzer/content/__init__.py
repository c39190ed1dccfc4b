"""Everything the assistant says, loaded from `content/` and checked while it is loaded.

The sentences stand in YAML files a coach can edit. `schema` says what a file may hold, `loader` reads and checks,
`check` is the command behind `make check`.
"""

from stiefwijzer.content.errors import ContentError
from stiefwijzer.content.loader import load
from stiefwijzer.content.schema import Answer, Bubble, Content, Moment, PatternAnswer

__all__ = ["Answer", "Bubble", "Content", "ContentError", "Moment", "PatternAnswer", "load"]

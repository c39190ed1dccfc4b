"""Rasa without the parts nobody here uses: no TensorFlow, no telemetry.

`autostart` is imported by a `.pth` file in the environment, so the plain `rasa` command is lean too.
What it saves and how to undo it: docs/architecture.md, "Lean Rasa".
"""

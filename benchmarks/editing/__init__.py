"""Many people editing at once: what is lost (nothing may be), and how long a save takes.

`python -m benchmarks.editing` runs both on databases of their own, which it removes again.
"""

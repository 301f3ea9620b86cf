"""How many keys a coordinator presses for one whole patient: in this registry, and in Django's admin.

Both are driven by the keyboard alone, on the same models, and must leave the same answers in the database.
"""

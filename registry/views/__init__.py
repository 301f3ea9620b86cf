"""Pages of the registry. A view loads with access, binds a form, calls an action, and answers."""

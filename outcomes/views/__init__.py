"""Pages of the outcomes. A view loads with access, binds a form, calls an action, and answers."""

"""The columns of the analysis table, by subject. Each is a name, a label, a unit and one small function."""

"""The results for programs: the same loaders and the same views of them as the pages, as JSON, read only."""

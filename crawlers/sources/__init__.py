"""One module per publisher: its spider and how its pages are read."""

"""The web and files of one's own → archived captures → articles. Knows nothing of the rest of the program."""

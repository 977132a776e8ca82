"""Quality of reading: whole documents of our own writing, what they state, and scores that no change may lower."""

"""What names are made of and where they begin and end: endings, borders, short forms, and what is no proper name.

That a name stands at a place of the text is said by the rooms of `names`, which ask these.
"""

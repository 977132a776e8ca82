"""The language: characters, numerals, words, sentences, and finding many words or patterns in one pass. Knows nothing
of figures or names.
"""

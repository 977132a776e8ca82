"""The demonstration: sample documents, a server that plays their publishers, and the line run over them.

The documents are samples. They were written for this demonstration and were not published by the papers, companies and
offices named in them; the figures of named companies are what was publicly known of the wave in 2021, what unnamed
sellers say and pay is colour, and document numbers, identifiers and reporters are made up. `documents/README.md` says
how they are kept.
"""

"""Lists of many accounts as tables: what can be collected, and how it gets into a database.

Needs the extra `hikerkit[collect]`. The command `hikerkit collect` is made of it.
"""

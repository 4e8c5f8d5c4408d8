"""Collect the lists of many accounts into database tables, as `hikerkit collect` does.

Needs the extra `hikerkit[collect]`.
"""

"""Processes of the program that need not load it: forked from one that has."""

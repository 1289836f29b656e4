"""A filled paper of a class council -> what was chosen -> the form klassenraad: nothing is typed twice.

bytes -> controls -> a paper with its points -> choices that can be read -> the cells of the form
"""

"""The planted world: a company whose truth is known, to see whether the figures find it again."""

"""The mathematics of rule 5, free of any framework: arrays and counts in, frozen dataclasses out.

Units: emotion figures are points on 0-100 (raw intensity of the named emotion), shares are fractions
between 0 and 1, a net promoter score runs from -100 to 100. All intervals are two-sided 95 % ones
unless a function takes `confidence`.

A number that cannot be known is `None`; the interval of something unknown is the whole scale.
Whatever is no number at all (NaN, infinity, a negative count) raises ValueError: silence would
turn a broken import into a figure.
"""

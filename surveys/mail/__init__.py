"""Mail for many: build once, splice per person, send over one reused connection.

Nothing here knows a model, a queue or a database. `services/dispatch.py` leases rows, asks a
`Skeleton` for bytes, hands them to `rounds.deliver` and commits a mark in every call back.
"""

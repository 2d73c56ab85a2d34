"""Rows for tests. Every factory that hangs on another row shares its organization."""

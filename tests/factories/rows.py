"""Rows by the hundred, for which factories and instances would take too long."""

from surveys.services import bulk


def store(template, columns, rows):
    """Store copies of an unsaved instance that differ in these columns; their pks in order."""
    fields = [field for field in template._meta.concrete_fields if not field.primary_key]
    names = [field.attname for field in fields]
    fixed = [field.pre_save(template, add=True) for field in fields]
    places = [names.index(column) for column in columns]
    values = []
    for row in rows:
        copy = fixed.copy()
        for place, value in zip(places, row, strict=True):
            copy[place] = value
        values.append(copy)
    return bulk.insert_values(type(template), names, values)

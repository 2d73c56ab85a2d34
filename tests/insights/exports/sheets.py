"""What a sheet holds, row by row."""

from openpyxl import load_workbook


def sheet(stream, number=0):
    rows = list(load_workbook(stream).worksheets[number].values)
    head, *rest = rows
    return [dict(zip(head, row, strict=True)) for row in rest if row[0]]

from tests.matrix import Row

ROWS: list[Row] = []

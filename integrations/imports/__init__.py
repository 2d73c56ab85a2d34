"""Reading strangers' CSV files: encodings, delimiters, headers. Pure: no rows of ours in here."""

"""What leaves the house as a file: documents, slides, workbooks. Figures come from the selectors."""

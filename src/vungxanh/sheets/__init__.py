"""Tables as people send them: CSV files in any encoding, Excel workbooks; rows of cells, or a refusal that says why."""

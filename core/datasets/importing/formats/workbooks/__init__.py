"""Workbooks of spreadsheet programs: xlsx, xlsm, xlsb, xls and ods."""

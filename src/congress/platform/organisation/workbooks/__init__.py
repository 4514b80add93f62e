"""Tables as Excel files: opened with care, read row by row, written so that they can be filled in and read again."""

from congress.platform.organisation.workbooks.opening import MOST_BYTES, repacked
from congress.platform.organisation.workbooks.reading import ReadTable, read_table
from congress.platform.organisation.workbooks.writing import faults_workbook, workbook

__all__ = ["MOST_BYTES", "ReadTable", "faults_workbook", "read_table", "repacked", "workbook"]

"""Binding of csrc/minent/util: rows of a table as lines of TSV."""

from cpython.unicode cimport PyUnicode_AsUTF8AndSize, PyUnicode_DecodeUTF8
from libc.stdint cimport int64_t
from libcpp.string cimport string


cdef extern from "minent/util/text_out.hpp" namespace "minent" nogil:
    void append_whole(string&, int64_t)
    void append_decimal(string&, double)


cdef class Cells:
    """A column: its texts or its numbers."""

    cdef list texts
    cdef const int64_t[::1] integers
    cdef const double[::1] decimals
    cdef bint whole

    def __cinit__(self, column):
        if isinstance(column, list):
            self.texts = column
            return
        self.whole = column.dtype.kind != "f"
        if self.whole:
            self.integers = column
        else:
            self.decimals = column

    cdef append(self, string& out, Py_ssize_t row):
        cdef Py_ssize_t size = 0
        cdef const char* text
        if self.texts is not None:
            text = PyUnicode_AsUTF8AndSize(self.texts[row], &size)
            out.append(text, size)
        elif self.whole:
            append_whole(out, self.integers[row])
        else:
            append_decimal(out, self.decimals[row])


def tsv_rows(list columns not None, Py_ssize_t n_rows):
    """Lines of cells between tabs. Columns are lists of str, int64 or float64 arrays of n_rows entries."""
    cdef string out
    cdef Py_ssize_t row, i, n_columns = len(columns)
    cdef Cells cells
    cdef list prepared = [Cells(column) for column in columns]
    for column in columns:
        if len(column) != n_rows:
            raise ValueError("columns differ in length")
    for row in range(n_rows):
        for i in range(n_columns):
            cells = prepared[i]
            cells.append(out, row)
            out.push_back(b"\n" if i == n_columns - 1 else b"\t")
    return PyUnicode_DecodeUTF8(out.data(), out.size(), NULL)

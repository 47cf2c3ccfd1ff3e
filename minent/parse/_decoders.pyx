"""Binding of csrc/minent/parse: impact matrices, one behind the other, to heads and spans."""

from libc.stdint cimport int32_t, int64_t
from libcpp cimport bool as cbool

ctypedef fused Value:
    float
    double


cdef extern from "minent/parse/dependency_decoder.hpp" namespace "minent" nogil:
    cdef cppclass DependencyMethod "minent::DependencyMethod":
        pass

    cdef cppclass Normalization "minent::Normalization":
        pass

    cdef cppclass DependencyOptions:
        DependencyMethod method
        Normalization normalization
        cbool several_roots

    cdef cppclass DependencyDecoder_ "minent::DependencyDecoder":
        DependencyDecoder_() except +
        void decode[T](const T*, size_t, const double*, int64_t, const DependencyOptions&, int32_t*) except +


cdef extern from "minent/parse/constituent_decoder.hpp" namespace "minent" nogil:
    cdef cppclass ConstituentMethod "minent::ConstituentMethod":
        pass

    cdef cppclass ConstituentDecoder_ "minent::ConstituentDecoder":
        ConstituentDecoder_() except +
        void decode[T](const T*, size_t, ConstituentMethod, int32_t*) except +


cdef Py_ssize_t check_sizes(const int64_t[::1] sizes, Py_ssize_t n_values) except -1:
    """Number of units of all matrices; the matrices must fill the values."""
    cdef Py_ssize_t k, n_units = 0, n_cells = 0
    for k in range(sizes.shape[0]):
        if sizes[k] < 0 or sizes[k] > 1 << 24:
            raise ValueError("a size is out of range")
        n_units += sizes[k]
        n_cells += sizes[k] * sizes[k]
    if n_cells != n_values:
        raise ValueError("matrices do not fit their sizes")
    return n_units


def heads(const Value[::1] values not None, const int64_t[::1] sizes not None, int method, int normalization,
          bint several_roots, const double[::1] root_scores, const int64_t[::1] roots, int32_t[::1] out not None):
    """Heads of all units. root_scores: one a unit, or None; roots: place of each matrix's root or -1, or None."""
    cdef Py_ssize_t k, n_units = check_sizes(sizes, values.shape[0]), unit = 0, cell = 0
    if out.shape[0] != n_units or not (0 <= method <= 3 and 0 <= normalization <= 2):
        raise ValueError("out or options out of range")
    if root_scores is not None and root_scores.shape[0] != n_units:
        raise ValueError("root_scores do not fit")
    if roots is not None:
        if roots.shape[0] != sizes.shape[0]:
            raise ValueError("roots do not fit")
        for k in range(roots.shape[0]):
            if roots[k] < -1 or roots[k] >= sizes[k]:
                raise ValueError("a root is out of range")
    cdef DependencyOptions options
    options.method = <DependencyMethod>method
    options.normalization = <Normalization>normalization
    options.several_roots = several_roots
    cdef const double* scores = &root_scores[0] if root_scores is not None and n_units else NULL
    cdef const int64_t* given = &roots[0] if roots is not None and roots.shape[0] else NULL
    if n_units == 0:
        return
    cdef DependencyDecoder_ decoder
    with nogil:
        for k in range(sizes.shape[0]):
            if sizes[k] == 0:
                continue
            decoder.decode(&values[cell], <size_t>sizes[k], scores + unit if scores else NULL,
                           given[k] if given else -1, options, &out[unit])
            unit += sizes[k]
            cell += sizes[k] * sizes[k]


def spans(const Value[::1] values not None, const int64_t[::1] sizes not None, int method,
          int32_t[:, ::1] out not None):
    """Spans of two units and more of all matrices, n - 1 each where n > 1."""
    cdef Py_ssize_t k, row = 0, cell = 0, n_rows = 0
    check_sizes(sizes, values.shape[0])
    for k in range(sizes.shape[0]):
        n_rows += max(sizes[k] - 1, 0)
    if out.shape[0] != n_rows or out.shape[1] != 2 or not 0 <= method <= 2:
        raise ValueError("out or method out of range")
    if n_rows == 0:
        return
    cdef ConstituentDecoder_ decoder
    with nogil:
        for k in range(sizes.shape[0]):
            if sizes[k] > 1:
                decoder.decode(&values[cell], <size_t>sizes[k], <ConstituentMethod>method, &out[row, 0])
                row += sizes[k] - 1
            cell += sizes[k] * sizes[k]

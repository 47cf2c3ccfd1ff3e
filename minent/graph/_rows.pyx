"""Binding of csrc/minent/graph/csr.hpp: edges to sorted rows."""

from cpython.array cimport array, resize
from libc.stdint cimport int32_t, int64_t
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.vector cimport vector

from minent._plain cimport float32s, float64s, int32s, int64s
from minent.graph._rows cimport EdgeSpan, RowBuilder


cdef object rows_of_spans(const vector[EdgeSpan]& spans, int64_t n):
    """(offsets, targets, weights) of edges, which must stay where they are meanwhile; weights None: all are 1."""
    cdef array offsets = int64s(n + 1)
    cdef int64_t* begins = <int64_t*>offsets.data.as_voidptr
    cdef unique_ptr[RowBuilder] builder
    cdef int64_t room = 0
    cdef size_t i
    with nogil:
        builder.reset(new RowBuilder(begins, n))
        for i in range(spans.size()):
            builder.get().count(spans[i])
        room = builder.get().begin_rows()
    cdef array targets = int32s(room), weights = None
    cdef int32_t* columns = <int32_t*>targets.data.as_voidptr
    cdef double* values = NULL
    cdef cbool weighted = builder.get().weighted(), plain = False
    if weighted:
        weights = float64s(room)
        values = <double*>weights.data.as_voidptr
    with nogil:
        for i in range(spans.size()):
            builder.get().scatter(spans[i], columns, values)
        if not weighted:
            plain = not builder.get().sort_rows(columns)
    if plain:
        builder.get().end_rows()
        return offsets, targets, None
    if not weighted:
        weights = float64s(room)
        values = <double*>weights.data.as_voidptr
    cdef int64_t entries
    with nogil:
        entries = builder.get().sum_rows(columns, values)
    if entries < room:
        resize(targets, entries)
        resize(weights, entries)
    return offsets, targets, weights


cdef object narrowed(array weights):
    """The same in single precision if that holds all of them exactly; else as they are."""
    cdef Py_ssize_t size = len(weights), i
    cdef double* wide = <double*>weights.data.as_voidptr
    for i in range(size):
        if <double>(<float>wide[i]) != wide[i]:
            return weights
    cdef array singles = float32s(size)
    cdef float* narrow = <float*>singles.data.as_voidptr
    for i in range(size):
        narrow[i] = <float>wide[i]
    return singles


def total(const double[::1] values not None):
    """Sum."""
    cdef double result = 0
    cdef Py_ssize_t i
    for i in range(values.shape[0]):
        result += values[i]
    return result


def count_loops(const int64_t[::1] offsets not None, const int32_t[::1] targets not None):
    """Number of nodes with a link to themselves."""
    cdef int64_t count = 0, u, a
    for u in range(offsets.shape[0] - 1):
        for a in range(offsets[u], offsets[u + 1]):
            count += targets[a] == u
    return count


def edge_rows(const int32_t[::1] sources not None, const int32_t[::1] targets not None, const double[::1] weights,
              int64_t n, bint directed):
    """Arrays (offsets, targets, weights) of a graph with these edges; weights may be None for 1."""
    cdef vector[EdgeSpan] spans
    cdef EdgeSpan span
    span.size = sources.shape[0]
    span.both = not directed
    if targets.shape[0] != sources.shape[0] or (weights is not None and weights.shape[0] != sources.shape[0]) or n < 0:
        raise ValueError("arrays do not fit")
    if span.size:
        span.sources, span.targets = &sources[0], &targets[0]
        span.weights = NULL
        if weights is not None:
            span.weights = &weights[0]
        spans.push_back(span)
    return rows_of_spans(spans, n)

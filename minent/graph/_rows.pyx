"""Binding of csrc/minent/graph/csr.hpp: edges to sorted rows."""

import numpy as np

from libc.stdint cimport int32_t, int64_t
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.vector cimport vector

from minent.graph._rows cimport EdgeSpan, RowBuilder


cdef object rows_of_spans(const vector[EdgeSpan]& spans, int64_t n):
    """(offsets, targets, weights) of edges; they must stay where they are meanwhile."""
    offsets = np.empty(n + 1, np.int64)
    cdef int64_t[::1] begins = offsets
    cdef unique_ptr[RowBuilder] builder
    cdef int64_t room = 0, entries = 0
    cdef size_t i
    cdef cbool weighted = False
    with nogil:
        builder.reset(new RowBuilder(&begins[0], n))
        for i in range(spans.size()):
            builder.get().count(spans[i])
            weighted = weighted or spans[i].weights != NULL
        room = builder.get().begin_rows()
    targets, weights = np.empty(room, np.int32), np.empty(room, np.float64)
    cdef int32_t[::1] columns = targets
    cdef double[::1] values = weights
    cdef double* scattered = NULL
    if room:
        if weighted:
            scattered = &values[0]
        with nogil:
            for i in range(spans.size()):
                builder.get().scatter(spans[i], &columns[0], scattered)
            entries = builder.get().sum_rows(&columns[0], &values[0], weighted)
    del columns, values
    if entries < room:
        targets.resize(entries, refcheck=False)
        weights.resize(entries, refcheck=False)
    return offsets, targets, weights


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

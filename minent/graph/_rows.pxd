# Edges to rows, for the bindings that have edges.

from cpython.array cimport array
from libc.stdint cimport int32_t, int64_t
from libcpp cimport bool as cbool
from libcpp.vector cimport vector


cdef extern from "minent/graph/csr.hpp" namespace "minent" nogil:
    cdef cppclass EdgeSpan:
        const int32_t* sources
        const int32_t* targets
        const double* weights
        size_t size
        cbool both

    cdef cppclass RowBuilder:
        RowBuilder(int64_t*, int64_t)
        void count(const EdgeSpan&) except +
        cbool weighted()
        int64_t begin_rows()
        void scatter(const EdgeSpan&, int32_t*, double*)
        cbool sort_rows(int32_t*)
        void end_rows()
        int64_t sum_rows(int32_t*, double*) except +


cdef object rows_of_spans(const vector[EdgeSpan]& spans, int64_t n)

cdef object narrowed(array weights)

"""Binding of csrc/minent/graph/nearest.hpp: the nearest vectors."""

from libc.stdint cimport int32_t, int64_t
from libcpp.memory cimport unique_ptr
from libcpp.vector cimport vector

from minent._arrays cimport copied, float64_array, int64_array


cdef extern from "minent/graph/nearest.hpp" namespace "minent" nogil:
    cdef cppclass Found "minent::NearestRows::Found":
        double similarity
        int32_t column
    cdef cppclass NearestRows_ "minent::NearestRows":
        NearestRows_(size_t, size_t, float, float) except +
        void feed(const float*, size_t, int32_t) except +
        void finish(size_t, int32_t, const float*, size_t, double, vector[Found]&) except +


cdef class NearestRows:
    """Of n_rows vectors from `first` on the k nearest others with a similarity of at least `least`."""

    cdef unique_ptr[NearestRows_] rows
    cdef readonly int32_t first
    cdef readonly size_t n_rows
    cdef double least

    def __cinit__(self, int32_t first, size_t n_rows, size_t k, double least, double error):
        self.rows.reset(new NearestRows_(n_rows, k, <float>least, <float>error))
        self.first, self.n_rows, self.least = first, n_rows, least

    def feed(self, const float[:, ::1] products not None, int32_t first_column):
        """Products of the vectors with those from `first_column` on."""
        if <size_t>products.shape[0] != self.n_rows:
            raise ValueError("a row for each vector")
        cdef size_t n_columns = products.shape[1]
        if self.n_rows == 0 or n_columns == 0:
            return
        with nogil:
            self.rows.get().feed(&products[0, 0], n_columns, first_column)

    def finish(self, const float[:, ::1] unit not None):
        """(how many of each, their numbers, their similarities); `unit` has all vectors."""
        if self.first < 0 or self.first + <int64_t>self.n_rows > unit.shape[0] or unit.shape[1] == 0:
            raise ValueError("vectors outside the matrix")
        cdef vector[int64_t] sizes
        cdef vector[int32_t] columns
        cdef vector[double] similarities
        cdef vector[Found] found
        cdef size_t i, j, size = unit.shape[1]
        with nogil:
            for i in range(self.n_rows):
                self.rows.get().finish(i, self.first + <int32_t>i, &unit[0, 0], size, self.least, found)
                sizes.push_back(found.size())
                for j in range(found.size()):
                    columns.push_back(found[j].column)
                    similarities.push_back(found[j].similarity)
        return int64_array(sizes), copied(columns.data(), columns.size(), "i4"), float64_array(similarities)

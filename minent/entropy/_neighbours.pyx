"""Binding of csrc/minent/entropy: nearest neighbours, range counts, sums without an order."""

from libc.stdint cimport int64_t, uint32_t
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.vector cimport vector

from minent._arrays cimport uint32_array


cdef extern from "minent/entropy/point_tree.hpp" namespace "minent" nogil:
    cdef cppclass PointTree_ "minent::PointTree":
        PointTree_(const double*, int64_t, int, Py_ssize_t, Py_ssize_t, const double*) except +
        int64_t n_leaves()
        const vector[uint32_t]& order()


cdef extern from "minent/entropy/tree_search.hpp" namespace "minent" nogil:
    void nearest_distances(const PointTree_&, const PointTree_&, int64_t, int64_t, const int64_t*, int, cbool, cbool,
                           double*) except +
    void nearest_places(const PointTree_&, int64_t, int64_t, int, cbool, uint32_t*) except +
    void count_ranges(const PointTree_&, int64_t, int64_t, const double*, cbool, int64_t*) except +


cdef extern from "minent/entropy/line.hpp" namespace "minent" nogil:
    void line_distances_ "minent::line_distances"(const double*, int64_t, int64_t, int64_t, int64_t, double*)
    void line_cross_ "minent::line_cross_distances"(const double*, int64_t, const double*, int64_t, int64_t, double*)
    void count_below "minent::line_counts<false>"(
        const double*, int64_t, const double*, const double*, int64_t, int64_t*)
    void count_within "minent::line_counts<true>"(
        const double*, int64_t, const double*, const double*, int64_t, int64_t*)


cdef extern from "minent/entropy/exact_sum.hpp" namespace "minent" nogil:
    int64_t take_logs_ "minent::take_logs"(double*, int64_t)
    double sum_exactly_ "minent::sum_exactly"(const double*, int64_t)


cdef check_leaves(PointTree queries, int64_t first, int64_t last, Py_ssize_t rows):
    if first < 0 or first > last or last > queries.n_leaves or rows != queries.n:
        raise ValueError("leaves outside the tree, or an array that does not fit it")


cdef class PointTree:
    """Points in a k-d tree of leaves with 32 points; row ``order[i]`` of x stands at place i."""

    cdef unique_ptr[PointTree_] tree
    cdef readonly int64_t n
    cdef readonly int64_t n_leaves
    cdef readonly int d

    def __cinit__(self, const double[:, :] x not None, const double[::1] scale not None):
        self.n = x.shape[0]
        self.d = <int>x.shape[1]
        if self.n == 0 or self.d == 0 or scale.shape[0] != self.d:
            raise ValueError("no points, or scale does not fit them")
        cdef Py_ssize_t row_step = x.strides[0] // <Py_ssize_t>sizeof(double)
        cdef Py_ssize_t column_step = x.strides[1] // <Py_ssize_t>sizeof(double)
        with nogil:
            self.tree.reset(new PointTree_(&x[0, 0], self.n, self.d, row_step, column_step, &scale[0]))
        self.n_leaves = self.tree.get().n_leaves()

    @property
    def order(self):
        return uint32_array(self.tree.get().order())

    def distances(self, PointTree queries not None, int64_t first, int64_t last, const int64_t[::1] ks not None,
                  bint euclidean, bint prune, double[:, ::1] out not None):
        """Row i of out: distances from place i of `queries` to its ks-th nearest points; ks rises."""
        check_leaves(queries, first, last, out.shape[0])
        cdef int n_ks = <int>ks.shape[0]
        if out.shape[1] != n_ks or n_ks == 0 or ks[0] < 1 or ks[n_ks - 1] > self.n or queries.d != self.d:
            raise ValueError("out, ks and queries do not fit")
        with nogil:
            nearest_distances(self.tree.get()[0], queries.tree.get()[0], first, last, &ks[0], n_ks, euclidean, prune,
                              &out[0, 0])

    def places(self, int64_t first, int64_t last, int k, bint prune, uint32_t[:, ::1] out not None):
        """Row i of out: places of the k nearest other points (max norm) of place i, nearest first."""
        check_leaves(self, first, last, out.shape[0])
        if out.shape[1] != k or k < 1 or k >= self.n:
            raise ValueError("out and k do not fit")
        with nogil:
            nearest_places(self.tree.get()[0], first, last, k, prune, &out[0, 0])

    def counts(self, int64_t first, int64_t last, const double[::1] radius not None, bint inclusive,
               int64_t[::1] out not None):
        """Points nearer than radius[i] (or as near, if inclusive) to place i, itself included (max norm)."""
        check_leaves(self, first, last, out.shape[0])
        check_leaves(self, first, last, radius.shape[0])
        with nogil:
            count_ranges(self.tree.get()[0], first, last, &radius[0], inclusive, &out[0])


def line_distances(const double[::1] values not None, int64_t begin, int64_t end, int64_t k, double[::1] out not None):
    """out[i]: distance from values[i] to its k-th nearest other value, begin <= i < end; values are sorted."""
    cdef int64_t n = values.shape[0]
    if begin < 0 or begin >= end or end > n or k < 1 or k >= n or out.shape[0] != n:
        raise ValueError("range, k and out do not fit")
    with nogil:
        line_distances_(&values[0], n, begin, end, k, &out[begin])


def line_cross_distances(const double[::1] values not None, const double[::1] queries not None, int64_t k,
                         double[::1] out not None):
    """Distance from each query to its k-th nearest value; values are sorted."""
    if k < 1 or k > values.shape[0] or out.shape[0] != queries.shape[0] or queries.shape[0] == 0:
        raise ValueError("k and out do not fit")
    with nogil:
        line_cross_(&values[0], values.shape[0], &queries[0], queries.shape[0], k, &out[0])


def line_counts(const double[::1] values not None, const double[::1] queries not None,
                const double[::1] radius not None, bint inclusive, int64_t[::1] out not None):
    """How many of the sorted values are nearer than radius[i] (or as near, if inclusive) to queries[i]."""
    cdef int64_t n = queries.shape[0]
    if radius.shape[0] != n or out.shape[0] != n or n == 0 or values.shape[0] == 0:
        raise ValueError("arrays do not fit")
    with nogil:
        if inclusive:
            count_within(&values[0], values.shape[0], &queries[0], &radius[0], n, &out[0])
        else:
            count_below(&values[0], values.shape[0], &queries[0], &radius[0], n, &out[0])


def take_logs(double[::1] x not None):
    """Replace values by their logarithms; return how many are zero."""
    cdef int64_t zeros = 0
    if x.shape[0]:
        with nogil:
            zeros = take_logs_(&x[0], x.shape[0])
    return zeros


def sum_exactly(const double[::1] x not None):
    """Sum in fixed point: the same bits in any order; finite values with a sum below 2^42."""
    cdef double total = 0.0
    if x.shape[0]:
        with nogil:
            total = sum_exactly_(&x[0], x.shape[0])
    return total

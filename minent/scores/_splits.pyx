"""Binding of csrc/minent/scores."""

import numpy as np

from libc.stdint cimport int64_t


cdef extern from "minent/scores/weakest_split.hpp" namespace "minent" nogil:
    void weakest_split_ "minent::weakest_split"(
        const int64_t*, const int64_t*, const int64_t*, const int64_t*, int, int64_t*, int64_t*) except +


def weakest_split(const int64_t[::1] count not None, const int64_t[::1] parent not None,
                  const int64_t[::1] suffix not None, const int64_t[::1] level_offsets not None):
    """Counts of the two parts of the weakest split of every row of a table."""
    cdef Py_ssize_t n = count.shape[0]
    first, second = np.empty(n, np.int64), np.empty(n, np.int64)
    cdef int64_t[::1] first_view = first
    cdef int64_t[::1] second_view = second
    if n:
        with nogil:
            weakest_split_(&count[0], &parent[0], &suffix[0], &level_offsets[0], <int>level_offsets.shape[0] - 1,
                           &first_view[0], &second_view[0])
    return first, second

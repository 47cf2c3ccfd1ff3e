"""Binding of csrc/minent/counts: n-gram counts and neighbour statistics."""

import numpy as np

from libc.stdint cimport int64_t, uint16_t, uint32_t, uint64_t
from libcpp.memory cimport unique_ptr
from libcpp.vector cimport vector

from minent._arrays cimport float64_array, int64_array, uint32_array, uint64_array


cdef extern from "minent/text/layout.hpp" namespace "minent" nogil:
    const size_t kPadding


cdef extern from "minent/counts/gram_counter.hpp" namespace "minent" nogil:
    cdef cppclass GramLevel:
        vector[uint32_t] unit, count, left_distinct, right_distinct
        vector[uint64_t] first_child
        vector[double] left_entropy, right_entropy
    cdef cppclass GramOptions:
        int levels
        int entropy_levels
        uint64_t min_count
        uint32_t n_units
        uint32_t hapax_id
    cdef cppclass GramCounterBase:
        vector[GramLevel] count(uint32_t, uint32_t) except +
    unique_ptr[GramCounterBase] make_gram_counter[Id](const Id*, size_t, const uint64_t*, const GramOptions&) except +


cdef extern from "minent/counts/disjoint.hpp" namespace "minent" nogil:
    cdef cppclass GramTrie:
        const uint32_t* unit
        const int64_t* first_child
        int64_t n_units
    cdef cppclass DisjointCounts:
        vector[int64_t] row, count
    DisjointCounts count_disjoint_ "minent::count_disjoint"[Id](
        const Id*, size_t, size_t, const GramTrie&, int) except +


cdef extern from "minent/counts/links.hpp" namespace "minent" nogil:
    void link_rows_ "minent::link_rows"(
        const uint32_t*, const int64_t*, const int64_t*, int, int64_t*, int64_t*) except +


cdef extern from "minent/counts/neighbour_entropy.hpp" namespace "minent" nogil:
    void summarise_groups(const int64_t*, const int64_t*, int64_t, const int64_t*, int64_t,
                          uint32_t*, double*) except +


ctypedef fused unit_id:
    uint16_t
    uint32_t


cdef class GramCounter:
    """Counts the n-grams that begin with a range of units; keeps its scratch memory between ranges."""

    cdef unique_ptr[GramCounterBase] counter
    cdef object owners  # the arrays that the kernel points into

    def __init__(self, ids, uint64_t[::1] unit_counts not None, *, int levels, int entropy_levels,
                 uint64_t min_count, uint32_t hapax_id):
        cdef GramOptions options
        options.levels = levels
        options.entropy_levels = entropy_levels
        options.min_count = min_count
        options.n_units = unit_counts.shape[0] - 1
        options.hapax_id = hapax_id
        self.owners = (ids, unit_counts)
        if ids.dtype == np.uint16:
            self.open_narrow(ids, unit_counts, options)
        else:
            self.open_wide(ids, unit_counts, options)

    cdef open_narrow(self, const uint16_t[::1] ids, const uint64_t[::1] counts, GramOptions options):
        check_padding(ids.shape[0])
        self.counter = make_gram_counter(&ids[1], ids.shape[0] - 1 - kPadding, &counts[0], options)

    cdef open_wide(self, const uint32_t[::1] ids, const uint64_t[::1] counts, GramOptions options):
        check_padding(ids.shape[0])
        self.counter = make_gram_counter(&ids[1], ids.shape[0] - 1 - kPadding, &counts[0], options)

    def count(self, uint32_t first, uint32_t last):
        """Levels of the n-grams whose first unit is in [first, last): a dict of arrays each."""
        cdef vector[GramLevel] levels
        cdef size_t i
        with nogil:
            levels = self.counter.get().count(first, last)
        return [
            {
                "unit": uint32_array(levels[i].unit),
                "count": uint32_array(levels[i].count),
                "first_child": uint64_array(levels[i].first_child),
                "left_distinct": uint32_array(levels[i].left_distinct),
                "right_distinct": uint32_array(levels[i].right_distinct),
                "left_entropy": float64_array(levels[i].left_entropy),
                "right_entropy": float64_array(levels[i].right_entropy),
            }
            for i in range(levels.size())
        ]


cdef check_padding(Py_ssize_t size):
    if size < 1 + <Py_ssize_t>kPadding:
        raise ValueError("ids lack their boundaries")


def count_disjoint(const unit_id[::1] ids not None, size_t begin, size_t end, const uint32_t[::1] unit not None,
                   const int64_t[::1] first_child not None, int64_t n_units, int order):
    """(rows, counts) of the n-grams with a border: occurrences that do not overlap."""
    cdef GramTrie trie
    cdef DisjointCounts counts
    trie.unit = &unit[0] if unit.shape[0] else NULL
    trie.first_child = &first_child[0]
    trie.n_units = n_units
    if end + kPadding > <size_t>ids.shape[0] or begin < 1 or begin > end:
        raise ValueError("range outside the text")
    with nogil:
        counts = count_disjoint_(&ids[0], begin, end, trie, order)
    return int64_array(counts.row), int64_array(counts.count)


def link_rows(const uint32_t[::1] unit not None, const int64_t[::1] first_child not None,
              const int64_t[::1] level_offsets not None):
    """(row of each n-gram without its last unit, without its first unit); -1 for one unit.

    ValueError when the end of an n-gram is missing.
    """
    cdef Py_ssize_t n = unit.shape[0]
    parent, suffix = np.empty(n, np.int64), np.empty(n, np.int64)
    cdef int64_t[::1] parent_view = parent
    cdef int64_t[::1] suffix_view = suffix
    if n:
        with nogil:
            link_rows_(&unit[0], &first_child[0], &level_offsets[0], <int>level_offsets.shape[0] - 1,
                       &parent_view[0], &suffix_view[0])
    return parent, suffix


def neighbour_entropy(const int64_t[::1] group not None, const int64_t[::1] count not None,
                      const int64_t[::1] totals not None):
    """(distinct, entropy in bits) of the neighbours of each n-gram; count[i] belongs to group[i]."""
    cdef int64_t n_groups = totals.shape[0]
    cdef int64_t n = group.shape[0]
    if count.shape[0] != n:
        raise ValueError("group and count differ in length")
    distinct = np.zeros(n_groups, np.uint32)
    entropy = np.zeros(n_groups, np.float64)
    cdef uint32_t[::1] distinct_view = distinct
    cdef double[::1] entropy_view = entropy
    if n_groups and n:
        with nogil:
            summarise_groups(&group[0], &count[0], n, &totals[0], n_groups, &distinct_view[0], &entropy_view[0])
    return distinct, entropy

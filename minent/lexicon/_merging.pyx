"""Binding of csrc/minent/lexicon: merging of neighbours."""

import numpy as np

from libc.stdint cimport int64_t, uint16_t, uint32_t
from libcpp.memory cimport unique_ptr


cdef extern from "minent/lexicon/merger.hpp" namespace "minent" nogil:
    cdef cppclass Rules "minent::MergeRules":
        uint32_t max_length, min_count
        double unit_bits
    cdef cppclass Merger_ "minent::Merger":
        Merger_(const uint16_t*, size_t, uint32_t, const uint32_t*, const uint32_t*, const int64_t*, size_t,
                const Rules&) except +
        Merger_(const uint32_t*, size_t, uint32_t, const uint32_t*, const uint32_t*, const int64_t*, size_t,
                const Rules&) except +
        int64_t run(int64_t) except +
        double saved()
        int64_t n_symbols()
        void symbols(int64_t*, uint32_t*, uint32_t*)


ctypedef fused unit_id:
    uint16_t
    uint32_t


cdef class Merger:
    """Merges neighbours in a text of unit ids 1 .. n_units, 0 between runs.

    Pairs that may be merged come ascending, with all their occurrences.
    """

    cdef unique_ptr[Merger_] merger
    cdef Rules rules

    def __cinit__(self, uint32_t max_length, uint32_t min_count, double unit_bits):
        if min_count < 1:
            raise ValueError("min_count is at least 1")
        self.rules.max_length, self.rules.min_count = max_length, min_count
        self.rules.unit_bits = unit_bits

    def read(self, const unit_id[::1] ids not None, uint32_t n_units, const uint32_t[::1] first not None,
             const uint32_t[::1] second not None, const int64_t[::1] occurrences not None):
        """Takes the text; first of all calls."""
        cdef size_t n = ids.shape[0], n_pairs = first.shape[0]
        if n < 2 or ids[0] != 0 or ids[n - 1] != 0:
            raise ValueError("the text does not begin and end with a boundary")
        if <size_t>second.shape[0] != n_pairs or <size_t>occurrences.shape[0] != n_pairs:
            raise ValueError("as many occurrences as pairs")
        cdef const uint32_t* left = &first[0] if n_pairs else NULL
        cdef const uint32_t* right = &second[0] if n_pairs else NULL
        cdef const int64_t* counts = &occurrences[0] if n_pairs else NULL
        with nogil:
            self.merger.reset(new Merger_(&ids[0], n, n_units, left, right, counts, n_pairs, self.rules))

    cdef Merger_* started(self) except NULL:
        if not self.merger:
            raise ValueError("no text was read")
        return self.merger.get()

    def run(self, int64_t max_steps):
        """Makes up to max_steps merges, fewer when no more merge saves bits; returns how many."""
        cdef Merger_* merger = self.started()
        cdef int64_t steps
        with nogil:
            steps = merger.run(max_steps)
        return steps

    @property
    def saved(self):
        """Bits saved in text and lexicon by all merges."""
        return self.started().saved()

    def symbols(self):
        """(uses, left part, right part) of symbols 1, 2, ...; the parts of a unit are 0."""
        cdef Merger_* merger = self.started()
        cdef int64_t n = merger.n_symbols()
        counts, left, right = np.zeros(n, np.int64), np.zeros(n, np.uint32), np.zeros(n, np.uint32)
        cdef int64_t[::1] c = counts
        cdef uint32_t[::1] a = left
        cdef uint32_t[::1] b = right
        if n:
            with nogil:
                merger.symbols(&c[0], &a[0], &b[0])
        return counts, left, right

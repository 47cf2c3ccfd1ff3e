"""Binding of csrc/minent/lexicon: phrases in text."""

import numpy as np

from libc.stdint cimport int64_t, uint16_t, uint32_t
from libc.string cimport memcpy
from libcpp.memory cimport unique_ptr
from libcpp.vector cimport vector

from minent._arrays cimport int64_array


cdef extern from "minent/lexicon/phrase_trie.hpp" namespace "minent" nogil:
    cdef cppclass PhraseTrie_ "minent::PhraseTrie":
        PhraseTrie_(const uint32_t*, const int64_t*, int64_t, uint32_t) except +


cdef extern from "minent/lexicon/joiner.hpp" namespace "minent" nogil:
    cdef cppclass LookBack:
        pass
    cdef cppclass SequenceCounter:
        const vector[uint32_t]& units()
        const vector[int64_t]& offsets()
        const vector[int64_t]& counts()
    cdef cppclass Pieces_ "minent::Pieces":
        Pieces_(size_t, int64_t) except +
        vector[int64_t] units
        vector[int64_t] phrases
        SequenceCounter others
        void absorb(const Pieces_&) except +
    cdef cppclass Joiner[Id]:
        Joiner(const PhraseTrie_&, int, LookBack, Pieces_&) except +
        void join(const Id*, size_t, size_t) except +


cdef extern from "minent/lexicon/phrase_stats.hpp" namespace "minent" nogil:
    cdef cppclass PhraseStats_ "minent::PhraseStats":
        PhraseStats_(int64_t) except +
        void add[Id](const PhraseTrie_&, const Id*, size_t, size_t, uint32_t) except +
        void absorb(const PhraseStats_&) except +
        void left(uint32_t, int64_t, uint32_t*, double*) except +
        void right(uint32_t, int64_t, uint32_t*, double*) except +
        vector[int64_t] count
        vector[int64_t] disjoint


cdef extern from "minent/lexicon/phrase_finder.hpp" namespace "minent" nogil:
    cdef cppclass PhrasePlaces:
        vector[int64_t] phrase, first, last
    PhrasePlaces find_phrases_ "minent::find_phrases"(const PhraseTrie_&, const uint32_t*, size_t, int64_t*) except +


ctypedef fused unit_id:
    uint16_t
    uint32_t


cdef check_range(Py_ssize_t size, size_t begin, size_t end):
    # One boundary before and one behind are read.
    if begin < 1 or begin > end or end >= <size_t>size:
        raise ValueError("range outside the text")


cdef class PhraseTrie:
    """A set of different phrases; phrase p is units[offsets[p]:offsets[p + 1]], ids 1 .. n_units."""

    cdef unique_ptr[PhraseTrie_] trie
    cdef readonly int64_t n_phrases
    cdef readonly uint32_t n_units

    def __cinit__(self, const uint32_t[::1] units not None, const int64_t[::1] offsets not None, uint32_t n_units):
        self.n_phrases = offsets.shape[0] - 1
        if self.n_phrases >= 0xFFFFFFFF:
            raise ValueError("more than 2^32 - 2 phrases")
        self.n_units = n_units
        cdef const uint32_t* first = &units[0] if units.shape[0] else NULL
        with nogil:
            self.trie.reset(new PhraseTrie_(first, &offsets[0], self.n_phrases, n_units))


cdef class Pieces:
    """Counts of the pieces that the text falls into when phrases of the trie hold it together."""

    cdef unique_ptr[Pieces_] pieces
    cdef PhraseTrie trie

    def __cinit__(self, PhraseTrie trie not None):
        self.trie = trie
        self.pieces.reset(new Pieces_(trie.n_units, trie.n_phrases))

    def join(self, const unit_id[::1] ids not None, size_t begin, size_t end, int order, int look_back):
        check_range(ids.shape[0], begin, end)
        cdef Joiner[unit_id]* joiner = new Joiner[unit_id](
            self.trie.trie.get()[0], order, <LookBack>look_back, self.pieces.get()[0])
        try:
            with nogil:
                joiner.join(&ids[0], begin, end)
        finally:
            del joiner

    def absorb(self, Pieces other not None):
        with nogil:
            self.pieces.get().absorb(other.pieces.get()[0])

    @property
    def unit_counts(self):
        return int64_array(self.pieces.get().units)

    @property
    def phrase_counts(self):
        return int64_array(self.pieces.get().phrases)

    def others(self):
        """(units, offsets, counts) of the pieces that are no phrase, in order of first sight."""
        cdef const SequenceCounter* others = &self.pieces.get().others
        units = np.empty(others.units().size(), np.uint32)
        cdef uint32_t[::1] target = units
        if others.units().size():
            memcpy(&target[0], others.units().data(), others.units().size() * sizeof(uint32_t))
        return units, int64_array(others.offsets()), int64_array(others.counts())


cdef class PhraseStats:
    """Occurrences of phrases, and neighbours of the first `n_with_neighbours` of them."""

    cdef unique_ptr[PhraseStats_] stats
    cdef PhraseTrie trie
    cdef uint32_t n_with_neighbours

    def __cinit__(self, PhraseTrie trie not None, uint32_t n_with_neighbours):
        self.trie = trie
        self.n_with_neighbours = n_with_neighbours
        self.stats.reset(new PhraseStats_(trie.n_phrases))

    def add(self, const unit_id[::1] ids not None, size_t begin, size_t end):
        check_range(ids.shape[0], begin, end)
        with nogil:
            self.stats.get().add(self.trie.trie.get()[0], &ids[0], begin, end, self.n_with_neighbours)

    def absorb(self, PhraseStats other not None):
        with nogil:
            self.stats.get().absorb(other.stats.get()[0])

    @property
    def counts(self):
        return int64_array(self.stats.get().count)

    @property
    def disjoint_counts(self):
        return int64_array(self.stats.get().disjoint)

    def neighbours(self, uint32_t hapax_id):
        """(left distinct, left entropy, right distinct, right entropy)."""
        cdef int64_t n = self.n_with_neighbours
        left_distinct, right_distinct = np.zeros(n, np.uint32), np.zeros(n, np.uint32)
        left_entropy, right_entropy = np.zeros(n), np.zeros(n)
        cdef uint32_t[::1] ld = left_distinct
        cdef uint32_t[::1] rd = right_distinct
        cdef double[::1] le = left_entropy
        cdef double[::1] re = right_entropy
        if n:
            with nogil:
                self.stats.get().left(hapax_id, n, &ld[0], &le[0])
                self.stats.get().right(hapax_id, n, &rd[0], &re[0])
        return left_distinct, left_entropy, right_distinct, right_entropy


def find_phrases(PhraseTrie trie not None, const uint32_t[::1] ids not None, int64_t[::1] wanted not None):
    """(phrase, first unit, last unit) of places of phrases; wanted[p] > 0 places are taken of p."""
    cdef PhrasePlaces places
    cdef size_t n = ids.shape[0]
    if wanted.shape[0] != trie.n_phrases or (n and ids[n - 1] != 0):
        raise ValueError("wanted does not fit the phrases, or the text does not end with a boundary")
    if n and trie.n_phrases:
        with nogil:
            places = find_phrases_(trie.trie.get()[0], &ids[0], n, &wanted[0])
    return int64_array(places.phrase), int64_array(places.first), int64_array(places.last)

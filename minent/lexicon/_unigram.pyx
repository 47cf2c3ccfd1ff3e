"""Binding of csrc/minent/lexicon: words with costs, and what they divide a text into."""

from libc.stdint cimport int32_t, int64_t, uint16_t, uint32_t
from libcpp.memory cimport unique_ptr


cdef extern from "minent/lexicon/word_trie.hpp" namespace "minent" nogil:
    const int kCostShift
    cdef cppclass WordTrie_ "minent::WordTrie":
        WordTrie_(const uint32_t*, const int64_t*, int64_t, uint32_t) except +
        void set_costs(const int32_t*)


cdef extern from "minent/lexicon/least_information.hpp" namespace "minent" nogil:
    cdef cppclass LeastInformation:
        LeastInformation(const WordTrie_&, int32_t) except +
    void count_words[Id](LeastInformation&, const Id*, size_t, size_t, int64_t*) except +


cdef extern from "minent/lexicon/divider.hpp" namespace "minent" nogil:
    cdef cppclass Divider:
        Divider(const WordTrie_&, const uint32_t*, const int64_t*, int64_t*, int64_t) except +
        double drop_costly(const double*) except +
        void drop_weak(const double*) except +


COST_SHIFT = kCostShift

ctypedef fused unit_id:
    uint16_t
    uint32_t


cdef class WordTrie:
    """Different words with costs; word w is units[offsets[w]:offsets[w + 1]], ids 1 .. n_units."""

    cdef unique_ptr[WordTrie_] trie
    cdef readonly int64_t n_words
    cdef const uint32_t[::1] units
    cdef const int64_t[::1] offsets

    def __cinit__(self, const uint32_t[::1] units not None, const int64_t[::1] offsets not None, uint32_t n_units):
        self.n_words = offsets.shape[0] - 1
        if self.n_words >= 0xFFFFFFFF:
            raise ValueError("more than 2^32 - 2 words")
        self.units, self.offsets = units, offsets
        cdef const uint32_t* first = &units[0] if units.shape[0] else NULL
        with nogil:
            self.trie.reset(new WordTrie_(first, &offsets[0], self.n_words, n_units))

    def set_costs(self, const int32_t[::1] costs not None):
        if costs.shape[0] != self.n_words:
            raise ValueError("as many costs as words")
        if self.n_words:
            with nogil:
                self.trie.get().set_costs(&costs[0])

    def count(self, const unit_id[::1] ids not None, size_t begin, size_t end, int32_t unknown_cost,
              int64_t[::1] counts not None):
        """Adds the uses of each word in the cheapest division of ids[begin:end]."""
        if begin < 1 or begin > end or end >= <size_t>ids.shape[0] or counts.shape[0] != self.n_words:
            raise ValueError("range outside the text, or counts that do not fit the words")
        if end > begin and ids[end - 1] != 0:
            raise ValueError("the range does not end with a boundary")
        cdef unique_ptr[LeastInformation] division
        if begin == end or not self.n_words:
            return
        with nogil:
            division.reset(new LeastInformation(self.trie.get()[0], unknown_cost))
            count_words(division.get()[0], &ids[0], begin, end, &counts[0])

    def drop_costly(self, int64_t[::1] counts not None, const double[::1] entry_bits not None):
        """Divides words that do not pay for their entries; changes counts, returns the bits saved."""
        cdef unique_ptr[Divider] divider
        cdef double saved
        if counts.shape[0] != self.n_words or entry_bits.shape[0] != self.n_words:
            raise ValueError("as many counts and bits as words")
        if not self.n_words:
            return 0.0
        with nogil:
            divider.reset(new Divider(self.trie.get()[0], &self.units[0], &self.offsets[0], &counts[0], self.n_words))
            saved = divider.get().drop_costly(&entry_bits[0])
        return saved

    def drop_weak(self, int64_t[::1] counts not None, const double[::1] needed not None):
        """Divides words that save fewer than the needed bits against their parts; changes counts."""
        cdef unique_ptr[Divider] divider
        if counts.shape[0] != self.n_words or needed.shape[0] != self.n_words:
            raise ValueError("as many counts and bits as words")
        if not self.n_words:
            return
        with nogil:
            divider.reset(new Divider(self.trie.get()[0], &self.units[0], &self.offsets[0], &counts[0], self.n_words))
            divider.get().drop_weak(&needed[0])

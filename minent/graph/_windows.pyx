"""Binding of csrc/minent/graph/windows.hpp: words around words."""

from libc.stdint cimport int32_t, int64_t, uint16_t, uint32_t
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.vector cimport vector

from minent._arrays cimport copied, float64_array, int64_array


cdef extern from "minent/util/word_places.hpp" namespace "minent" nogil:
    cdef cppclass WordPlaces_ "minent::WordPlaces":
        WordPlaces_() except +
        void fill[Id](const Id*, size_t, uint32_t) except +


cdef extern from "minent/graph/windows.hpp" namespace "minent" nogil:
    cdef struct WindowOptions:
        int window
        cbool before, behind, harmonic
        double least
    cdef struct WindowRows:
        vector[int64_t] sizes
        vector[int32_t] columns
        vector[double] values
    void count_windows_ "minent::count_windows"[Id](
        const Id*, const WordPlaces_&, const WindowOptions&, uint32_t, uint32_t, WindowRows&) except +


ctypedef fused word_id:
    uint16_t
    uint32_t


cdef class WordPlaces:
    """Where each of n_words words stands in a text."""

    cdef unique_ptr[WordPlaces_] places
    cdef readonly uint32_t n_words
    cdef readonly size_t size

    def __cinit__(self, uint32_t n_words):
        self.places.reset(new WordPlaces_())
        self.n_words = n_words

    def fill(self, const word_id[::1] ids not None):
        if ids.shape[0] < 2 or ids[0] != 0 or ids[ids.shape[0] - 1] != 0:
            raise ValueError("a text begins and ends with a boundary")
        self.size = ids.shape[0]
        cdef size_t n = self.size
        with nogil:
            self.places.get().fill(&ids[0], n, self.n_words)


def window_rows(const word_id[::1] ids not None, WordPlaces places not None, uint32_t first, uint32_t last,
                int window, bint before, bint behind, bint harmonic, double least):
    """(sizes, columns, values) of the rows of the words [first, last), from 0; `ids` filled the places."""
    if <size_t>ids.shape[0] != places.size or first > last or last > places.n_words or window < 1:
        raise ValueError("not the text of the places, or words outside it")
    cdef WindowOptions options
    options.window, options.before, options.behind = window, before, behind
    options.harmonic, options.least = harmonic, least
    cdef WindowRows rows
    with nogil:
        count_windows_(&ids[0], places.places.get()[0], options, first + 1, last + 1, rows)
    columns = copied(rows.columns.data(), rows.columns.size(), "i4")
    return int64_array(rows.sizes), columns, float64_array(rows.values)

"""Binding of csrc/minent/text: text to unit ids."""

import numpy as np

from cpython.buffer cimport PyBuffer_FillInfo
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy
from libcpp.memory cimport unique_ptr
from libcpp.vector cimport vector

from minent._arrays cimport uint32_array, uint64_array


cdef extern from "minent/text/layout.hpp" namespace "minent" nogil:
    const size_t kPadding


cdef extern from "minent/text/scanner.hpp" namespace "minent" nogil:
    cdef cppclass UnitMode:
        pass
    cdef cppclass OnInvalid:
        pass
    cdef cppclass Scanner_ "minent::Scanner":
        Scanner_(UnitMode, OnInvalid, bint)


cdef extern from "minent/text/vocabulary.hpp" namespace "minent" nogil:
    cdef cppclass StringView "std::string_view":
        StringView()
        StringView(const char*, size_t)
        const char* data()
        size_t size()

    cdef cppclass Vocabulary_ "minent::Vocabulary":
        Vocabulary_() except +
        uint32_t size()
        StringView text(uint32_t)
        uint32_t intern(StringView) except +
        vector[uint32_t] canonical_order(const uint64_t*) except +


cdef extern from "minent/text/encoder.hpp" namespace "minent" nogil:
    const uint16_t kWide

    cdef cppclass Encoded:
        vector[uint16_t] ids
        vector[uint32_t] wide
        uint64_t lines
        uint64_t dropped_lines
        int64_t invalid_at

    cdef cppclass EncodedKnown:
        vector[uint32_t] ids

    cdef cppclass Encoder_ "minent::Encoder":
        Encoder_(UnitMode, OnInvalid, bint) except +
        void encode(const char*, size_t, Encoded&) except +
        vector[uint32_t] absorb(const Encoder_&) except +
        const Vocabulary_& vocabulary()
        const vector[uint64_t]& counts()

    EncodedKnown encode_known(const Scanner_&, const Vocabulary_&, const char*, size_t,
                              vector[uint64_t]*, vector[uint64_t]*) except +
    void remap_ "minent::remap"[To](
        const uint16_t*, size_t, const uint32_t*, const uint32_t*, To*, vector[uint32_t]&) except +


cdef extern from "minent/util/buffer.hpp" namespace "minent" nogil:
    cdef cppclass GrowingArray[T]:
        T* data()
        size_t size()
        void reserve(size_t) except +
        void append(const T*, size_t) except +
        void fit() except +


PADDING = kPadding
WIDE_ID = kWide


cdef class EncodedBlock:
    """A block as provisional ids in 16 bits; what became of its lines."""

    cdef Encoded text
    cdef list home  # where it will wait to be used again, until it does

    @property
    def wide(self):
        """The ids of the places that hold WIDE_ID."""
        return uint32_array(self.text.wide)

    @property
    def lines(self):
        return self.text.lines

    @property
    def dropped_lines(self):
        return self.text.dropped_lines

    @property
    def invalid_at(self):
        """Offset of the first invalid byte, or -1."""
        return self.text.invalid_at


cdef class Encoder:
    """Gives ids to the units of text blocks, one block at a time."""

    cdef unique_ptr[Encoder_] encoder
    cdef list spare  # blocks that were stored

    def __cinit__(self, int mode, int on_invalid, bint numbers_alike=False):
        self.encoder.reset(new Encoder_(<UnitMode>mode, <OnInvalid>on_invalid, numbers_alike))
        self.spare = []

    def encode(self, const uint8_t[::1] block not None):
        cdef EncodedBlock encoded = self.spare.pop() if self.spare else EncodedBlock()
        cdef size_t size = block.shape[0]
        cdef const char* text = <const char*>&block[0] if size else NULL
        encoded.home = self.spare
        with nogil:
            self.encoder.get().encode(text, size, encoded.text)
        return encoded

    def absorb(self, Encoder other not None):
        return uint32_array(self.encoder.get().absorb(other.encoder.get()[0]))

    def canonical(self):
        """(ids in canonical order, their counts, their UTF-8 bytes, offsets of these)."""
        cdef const Vocabulary_* vocabulary = &self.encoder.get().vocabulary()
        cdef const vector[uint64_t]* counts = &self.encoder.get().counts()
        cdef vector[uint32_t] order
        cdef StringView text
        cdef size_t i, at = 0
        with nogil:
            order = vocabulary.canonical_order(counts.data())
        offsets = np.zeros(order.size() + 1, np.int64)
        ordered_counts = np.empty(order.size(), np.int64)
        cdef int64_t[::1] offset = offsets
        cdef int64_t[::1] ordered_count = ordered_counts
        for i in range(order.size()):
            at += vocabulary.text(order[i]).size()
            offset[i + 1] = at
            ordered_count[i] = counts[0][order[i]]
        utf8 = np.empty(at, np.uint8)
        cdef uint8_t[::1] target = utf8
        for i in range(order.size()):
            text = vocabulary.text(order[i])
            memcpy(&target[offset[i]], text.data(), text.size())
        return uint32_array(order), ordered_counts, utf8, offsets


cdef class IdStore:
    """Provisional ids of a text, where those of the corpus will be: between the boundaries that kernels ask for."""

    cdef GrowingArray[uint16_t] ids

    def __cinit__(self, size_t expected=0):
        """expected: about how many ids there will be; there may be more."""
        self.ids.reserve(expected + 1 + kPadding)
        self.append_boundaries(1)

    def append(self, EncodedBlock block not None):
        """Take over a block, which may not be used any more. Returns the range of its ids."""
        cdef size_t begin = self.ids.size()
        cdef list home = block.home
        with nogil:
            self.ids.append(block.text.ids.data(), block.text.ids.size())
        block.home = None  # or block and list would keep each other in memory
        home.append(block)
        return begin, self.ids.size()

    def finish(self):
        """The ids as an array. Nothing may be appended any more."""
        self.append_boundaries(kPadding)
        self.ids.fit()
        return np.frombuffer(self, np.uint16)

    cdef append_boundaries(self, size_t n):
        cdef vector[uint16_t] boundaries = vector[uint16_t](n)
        self.ids.append(boundaries.data(), n)

    def __getbuffer__(self, Py_buffer* buffer, int flags):
        PyBuffer_FillInfo(buffer, self, self.ids.data(), self.ids.size() * sizeof(uint16_t), False, flags)


cdef class UnitIndex:
    """Looks up the ids of known units in text."""

    cdef unique_ptr[Vocabulary_] vocabulary
    cdef unique_ptr[Scanner_] scanner

    def __cinit__(self, int mode, int on_invalid, const uint8_t[::1] utf8 not None,
                  const int64_t[::1] offsets not None, bint numbers_alike=False):
        cdef int64_t i
        cdef const char* text = <const char*>&utf8[0] if utf8.shape[0] else NULL
        self.vocabulary.reset(new Vocabulary_())
        self.scanner.reset(new Scanner_(<UnitMode>mode, <OnInvalid>on_invalid, numbers_alike))
        for i in range(offsets.shape[0] - 1):
            self.vocabulary.get().intern(StringView(text + offsets[i], offsets[i + 1] - offsets[i]))

    def encode(self, const uint8_t[::1] block not None):
        """Ids (2^32 - 1 for unknown units, 0 for boundaries)."""
        cdef EncodedKnown encoded
        cdef size_t size = block.shape[0]
        cdef const char* text = <const char*>&block[0] if size else NULL
        with nogil:
            encoded = encode_known(self.scanner.get()[0], self.vocabulary.get()[0], text, size, NULL, NULL)
        return uint32_array(encoded.ids)

    def encode_spans(self, const uint8_t[::1] block not None):
        """(ids, first byte of each, end byte of each)."""
        cdef EncodedKnown encoded
        cdef vector[uint64_t] starts, ends
        cdef size_t size = block.shape[0]
        cdef const char* text = <const char*>&block[0] if size else NULL
        with nogil:
            encoded = encode_known(self.scanner.get()[0], self.vocabulary.get()[0], text, size, &starts, &ends)
        return uint32_array(encoded.ids), uint64_array(starts), uint64_array(ends)


ctypedef fused to_id:
    uint16_t
    uint32_t


def remap(const uint16_t[::1] ids not None, const uint32_t[::1] wide not None, const uint32_t[::1] mapping not None,
          to_id[::1] out not None):
    """out[i] = mapping[ids[i]], with `wide` for the ids that are WIDE_ID; returns those of `out`.

    `out` may be `ids`.
    """
    cdef vector[uint32_t] rest
    if out.shape[0] != ids.shape[0]:
        raise ValueError("ids and out differ in length")
    if ids.shape[0]:
        with nogil:
            remap_(&ids[0], <size_t>ids.shape[0], &wide[0] if wide.shape[0] else NULL, &mapping[0], &out[0], rest)
    return uint32_array(rest)

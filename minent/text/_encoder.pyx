"""Binding of csrc/minent/text: text to unit ids."""

import numpy as np

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
    cdef cppclass Encoded:
        vector[uint32_t] ids
        uint64_t lines
        uint64_t dropped_lines
        int64_t invalid_at

    cdef cppclass Encoder_ "minent::Encoder":
        Encoder_(UnitMode, OnInvalid, bint) except +
        Encoded encode(const char*, size_t) except +
        vector[uint32_t] absorb(const Encoder_&) except +
        const Vocabulary_& vocabulary()
        const vector[uint64_t]& counts()

    Encoded encode_known(const Scanner_&, const Vocabulary_&, const char*, size_t,
                         vector[uint64_t]*, vector[uint64_t]*) except +
    void remap_sharing_ "minent::remap_sharing"[From](
        const From*, size_t, const uint32_t*, size_t, uint16_t, uint16_t*, vector[uint32_t]&) except +
    void remap_ "minent::remap"[From, To](const From*, size_t, const uint32_t*, To*)


PADDING = kPadding


cdef class Encoder:
    """Gives ids to the units of text blocks, one block at a time."""

    cdef unique_ptr[Encoder_] encoder

    def __cinit__(self, int mode, int on_invalid, bint numbers_alike=False):
        self.encoder.reset(new Encoder_(<UnitMode>mode, <OnInvalid>on_invalid, numbers_alike))

    def encode(self, const uint8_t[::1] block not None):
        cdef Encoded encoded
        cdef size_t size = block.shape[0]
        cdef const char* text = <const char*>&block[0] if size else NULL
        cdef size_t i
        cdef uint16_t[::1] narrow
        with nogil:
            encoded = self.encoder.get().encode(text, size)
        if self.encoder.get().vocabulary().size() < 0xFFFF:
            ids = np.empty(encoded.ids.size(), np.uint16)
            narrow = ids
            with nogil:
                for i in range(encoded.ids.size()):
                    narrow[i] = <uint16_t>encoded.ids[i]
        else:
            ids = uint32_array(encoded.ids)
        return ids, encoded.lines, encoded.dropped_lines, encoded.invalid_at

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
        cdef Encoded encoded
        cdef size_t size = block.shape[0]
        cdef const char* text = <const char*>&block[0] if size else NULL
        with nogil:
            encoded = encode_known(self.scanner.get()[0], self.vocabulary.get()[0], text, size, NULL, NULL)
        return uint32_array(encoded.ids)

    def encode_spans(self, const uint8_t[::1] block not None):
        """(ids, first byte of each, end byte of each)."""
        cdef Encoded encoded
        cdef vector[uint64_t] starts, ends
        cdef size_t size = block.shape[0]
        cdef const char* text = <const char*>&block[0] if size else NULL
        with nogil:
            encoded = encode_known(self.scanner.get()[0], self.vocabulary.get()[0], text, size, &starts, &ends)
        return uint32_array(encoded.ids), uint64_array(starts), uint64_array(ends)


ctypedef fused from_id:
    uint16_t
    uint32_t

ctypedef fused to_id:
    uint16_t
    uint32_t


def remap(const from_id[::1] ids not None, const uint32_t[::1] mapping not None, to_id[::1] out not None):
    """out[i] = mapping[ids[i]]"""
    if out.shape[0] != ids.shape[0]:
        raise ValueError("ids and out differ in length")
    if ids.shape[0] == 0:
        return
    with nogil:
        remap_(&ids[0], <size_t>ids.shape[0], &mapping[0], &out[0])


def remap_sharing(const from_id[::1] ids not None, const uint32_t[::1] mapping not None, uint16_t shared,
                  uint16_t[::1] out not None):
    """out[i] = min(mapping[ids[i]], shared); returns the mapped ids that are not below `shared`."""
    cdef vector[uint32_t] rest
    if out.shape[0] != ids.shape[0]:
        raise ValueError("ids and out differ in length")
    if ids.shape[0]:
        with nogil:
            remap_sharing_(&ids[0], <size_t>ids.shape[0], &mapping[0], <size_t>mapping.shape[0], shared, &out[0],
                           rest)
    return uint32_array(rest)

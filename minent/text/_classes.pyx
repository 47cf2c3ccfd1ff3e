"""Binding of csrc/minent/text: classes of characters."""

from libc.stdint cimport uint8_t, uint32_t
from libcpp.vector cimport vector

from minent._arrays cimport uint32_array


cdef extern from "minent/text/char_class.hpp" namespace "minent" nogil:
    const uint32_t kCodePoints
    const uint8_t* char_classes() except +


CLASSES = (
    "boundary", "line end", "space", "letter", "digit", "unspaced", "extend", "linker", "joiner", "decimal point",
)


def class_ranges():
    """(first, last, class) of every range of code points of one class, ascending; classes as in CLASSES."""
    cdef const uint8_t* classes = char_classes()
    cdef vector[uint32_t] first, last, cls
    cdef uint32_t code
    for code in range(kCodePoints):
        if code == 0 or classes[code] != classes[code - 1]:
            first.push_back(code)
            last.push_back(code)
            cls.push_back(classes[code])
        else:
            last[last.size() - 1] = code
    return uint32_array(first), uint32_array(last), uint32_array(cls)

# Arrays of the standard library for the bindings that do without NumPy; what they hold at first is arbitrary.

from cpython.array cimport array, clone


cdef inline array int32s(Py_ssize_t size):
    return clone(array("i"), size, zero=False)


cdef inline array int64s(Py_ssize_t size):
    return clone(array("q"), size, zero=False)


cdef inline array float64s(Py_ssize_t size):
    return clone(array("d"), size, zero=False)


cdef inline array float32s(Py_ssize_t size):
    return clone(array("f"), size, zero=False)

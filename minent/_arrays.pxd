# std::vector -> NumPy array, for the bindings.

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy
from libcpp.vector cimport vector


cdef inline object copied(const void* data, size_t size, str dtype):
    import numpy as np
    out = np.empty(size, dtype)
    cdef uint8_t[::1] target = out.view(np.uint8)
    if target.shape[0]:
        memcpy(&target[0], data, target.shape[0])
    return out


cdef inline object uint32_array(const vector[uint32_t]& values):
    return copied(values.data(), values.size(), "u4")


cdef inline object uint64_array(const vector[uint64_t]& values):
    return copied(values.data(), values.size(), "u8")


cdef inline object int64_array(const vector[int64_t]& values):
    return copied(values.data(), values.size(), "i8")


cdef inline object float64_array(const vector[double]& values):
    return copied(values.data(), values.size(), "f8")

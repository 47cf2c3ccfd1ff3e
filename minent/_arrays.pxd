# std::vector -> NumPy array, for the bindings.

from libc.stdint cimport int64_t, uint32_t, uint64_t
from libc.string cimport memcpy
from libcpp.vector cimport vector


cdef inline object uint32_array(const vector[uint32_t]& values):
    import numpy as np
    out = np.empty(values.size(), np.uint32)
    cdef uint32_t[::1] target = out
    if values.size():
        memcpy(&target[0], values.data(), values.size() * sizeof(uint32_t))
    return out


cdef inline object uint64_array(const vector[uint64_t]& values):
    import numpy as np
    out = np.empty(values.size(), np.uint64)
    cdef uint64_t[::1] target = out
    if values.size():
        memcpy(&target[0], values.data(), values.size() * sizeof(uint64_t))
    return out


cdef inline object int64_array(const vector[int64_t]& values):
    import numpy as np
    out = np.empty(values.size(), np.int64)
    cdef int64_t[::1] target = out
    if values.size():
        memcpy(&target[0], values.data(), values.size() * sizeof(int64_t))
    return out


cdef inline object float64_array(const vector[double]& values):
    import numpy as np
    out = np.empty(values.size(), np.float64)
    cdef double[::1] target = out
    if values.size():
        memcpy(&target[0], values.data(), values.size() * sizeof(double))
    return out

# Trees of modules, for the bindings that take them.

from libc.stdint cimport int32_t, int64_t


cdef extern from "minent/cluster/module_tree.hpp" namespace "minent" nogil:
    cdef struct ModuleTree:
        int64_t n_modules
        const int32_t* parents
        const int32_t* node_module


cdef ModuleTree tree_of(const int32_t[::1] parents, const int32_t[::1] node_module) except *

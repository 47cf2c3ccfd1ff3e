"""Binding of csrc/minent/util/node_lines.hpp: lines of partition files."""

from cpython.array cimport array
from libc.stdint cimport int32_t, int64_t, uint8_t
from libcpp.string cimport string

from minent._plain cimport int32s, int64s


cdef extern from "minent/cluster/module_tree.hpp" namespace "minent" nogil:
    void path_order_ "minent::path_order"(const int32_t*, int64_t, int64_t, int64_t*) except +
    int64_t path_modules_ "minent::path_modules"(const int32_t*, int64_t, int64_t, int64_t, const int64_t*, int32_t*)


cdef extern from "minent/util/node_lines.hpp" namespace "minent" nogil:
    cdef cppclass NodeNames:
        const char* text
        const int64_t* offsets

    void tree_lines_ "minent::tree_lines"(const int32_t*, int64_t, const double*, const int64_t*, const NodeNames&,
                                          const int64_t*, int64_t, string&) except +
    void clu_lines_ "minent::clu_lines"(const int32_t*, const double*, const int64_t*, const int64_t*, int64_t,
                                        string&) except +


def path_order(const int32_t[:, ::1] paths not None):
    """Nodes in the order of their paths."""
    cdef int64_t n = paths.shape[0], levels = paths.shape[1]
    cdef array order = int64s(n)
    cdef int64_t* out = <int64_t*>order.data.as_voidptr
    if n:
        with nogil:
            path_order_(&paths[0, 0], n, levels, out)
    return order


def path_modules(const int32_t[:, ::1] paths not None, int64_t level, const int64_t[::1] order not None):
    """Number of the module of each node on a level, and how many there are; order is that of the paths."""
    cdef int64_t n = paths.shape[0], levels = paths.shape[1], count = 0
    cdef array modules = int32s(n)
    cdef int32_t* out = <int32_t*>modules.data.as_voidptr
    if order.shape[0] != n:
        raise ValueError("the order does not fit")
    check_nodes(order, n)
    if n:
        with nogil:
            count = path_modules_(&paths[0, 0], n, levels, level, &order[0], out)
    return modules, count


cdef check_nodes(const int64_t[::1] nodes, Py_ssize_t n):
    cdef Py_ssize_t i
    for i in range(nodes.shape[0]):
        if nodes[i] < 0 or nodes[i] >= n:
            raise ValueError("a node outside the columns")


def tree_lines(const int32_t[:, ::1] paths not None, const double[::1] flow not None, const int64_t[::1] ids,
               const uint8_t[::1] text, const int64_t[::1] offsets, const int64_t[::1] nodes not None):
    """Lines ``path flow "name" number`` of some nodes; without text names are numbers, without ids from 0."""
    cdef Py_ssize_t n = paths.shape[0]
    cdef NodeNames names
    cdef string out
    if flow.shape[0] != n or (ids is not None and ids.shape[0] != n) or \
            (text is not None and offsets.shape[0] != n + 1):
        raise ValueError("columns do not fit")
    check_nodes(nodes, n)
    if nodes.shape[0] == 0:
        return b""
    names.text = NULL
    names.offsets = NULL
    if text is not None:
        if offsets[0] != 0 or offsets[n] != text.shape[0]:
            raise ValueError("offsets do not fit the text")
        names.text = <const char*>&text[0] if text.shape[0] else <const char*>b""
        names.offsets = &offsets[0]
    cdef const int64_t* numbers = NULL
    if ids is not None:
        numbers = &ids[0]
    with nogil:
        tree_lines_(&paths[0, 0], paths.shape[1], &flow[0], numbers, names, &nodes[0], nodes.shape[0], out)
    return out.data()[:out.size()]


def clu_lines(const int32_t[::1] modules not None, const double[::1] flow not None, const int64_t[::1] ids,
              const int64_t[::1] nodes not None):
    """Lines ``number module flow`` of some nodes; without ids numbers are from 0."""
    cdef Py_ssize_t n = modules.shape[0]
    cdef string out
    if (ids is not None and ids.shape[0] != n) or flow.shape[0] != n:
        raise ValueError("columns do not fit")
    check_nodes(nodes, n)
    if nodes.shape[0] == 0:
        return b""
    cdef const int64_t* numbers = NULL
    if ids is not None:
        numbers = &ids[0]
    with nogil:
        clu_lines_(&modules[0], &flow[0], numbers, &nodes[0], nodes.shape[0], out)
    return out.data()[:out.size()]

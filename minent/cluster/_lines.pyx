"""Binding of csrc/minent/util/node_lines.hpp: lines of partition files."""

from libc.stdint cimport int32_t, int64_t, uint8_t
from libcpp.string cimport string


cdef extern from "minent/util/node_lines.hpp" namespace "minent" nogil:
    cdef cppclass NodeNames:
        const char* text
        const int64_t* offsets

    void tree_lines_ "minent::tree_lines"(const int32_t*, int64_t, const double*, const int64_t*, const NodeNames&,
                                          const int64_t*, int64_t, string&) except +
    void clu_lines_ "minent::clu_lines"(const int32_t*, const double*, const int64_t*, const int64_t*, int64_t,
                                        string&) except +


cdef check_nodes(const int64_t[::1] nodes, Py_ssize_t n):
    cdef Py_ssize_t i
    for i in range(nodes.shape[0]):
        if nodes[i] < 0 or nodes[i] >= n:
            raise ValueError("a node outside the columns")


def tree_lines(const int32_t[:, ::1] paths not None, const double[::1] flow not None, const int64_t[::1] ids not None,
               const uint8_t[::1] text, const int64_t[::1] offsets, const int64_t[::1] nodes not None):
    """Lines ``path flow "name" number`` of some nodes; without text the names are the numbers."""
    cdef Py_ssize_t n = ids.shape[0]
    cdef NodeNames names
    cdef string out
    if paths.shape[0] != n or flow.shape[0] != n or (text is not None and offsets.shape[0] != n + 1):
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
    with nogil:
        tree_lines_(&paths[0, 0], paths.shape[1], &flow[0], &ids[0], names, &nodes[0], nodes.shape[0], out)
    return out.data()[:out.size()]


def clu_lines(const int32_t[::1] modules not None, const double[::1] flow not None, const int64_t[::1] ids not None,
              const int64_t[::1] nodes not None):
    """Lines ``number module flow`` of some nodes."""
    cdef Py_ssize_t n = ids.shape[0]
    cdef string out
    if modules.shape[0] != n or flow.shape[0] != n:
        raise ValueError("columns do not fit")
    check_nodes(nodes, n)
    if nodes.shape[0] == 0:
        return b""
    with nogil:
        clu_lines_(&modules[0], &flow[0], &ids[0], &nodes[0], nodes.shape[0], out)
    return out.data()[:out.size()]

"""Binding of cluster/module_tree.hpp and util/node_lines.hpp: trees of modules, and the lines of partition files."""

from cpython.array cimport array
from libc.stdint cimport int32_t, int64_t, uint8_t
from libcpp.string cimport string

from minent._plain cimport int32s, int64s
from minent.cluster._trees cimport ModuleTree


cdef extern from "minent/cluster/map_equation.hpp" namespace "minent" nogil:
    double total_bits_ "minent::total_bits"(const double*, int64_t)
    double one_level_bits_ "minent::one_level_bits"(const double*, int64_t) except +


cdef extern from "minent/cluster/module_tree.hpp" namespace "minent" nogil:
    void order_modules_ "minent::order_modules"(const ModuleTree&, int64_t, const double*, int32_t*) except +
    int64_t n_levels_ "minent::n_levels"(const ModuleTree&) except +
    void node_paths_ "minent::node_paths"(const ModuleTree&, int64_t, const double*, int64_t, int32_t*) except +
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


cdef ModuleTree tree_of(const int32_t[::1] parents, const int32_t[::1] node_module) except *:
    """A tree that is fit for the kernels: parents come first, every node is in a module."""
    cdef ModuleTree tree
    cdef int64_t k = parents.shape[0], m
    if k == 0:
        raise ValueError("tree does not fit")
    for m in range(1, k):
        if not 0 <= parents[m] < m:
            raise ValueError("a parent must come before its module")
    for m in range(node_module.shape[0]):
        if not 0 <= node_module[m] < k:
            raise ValueError("a node is in no module")
    tree.n_modules, tree.parents = k, &parents[0]
    tree.node_module = NULL
    if node_module.shape[0]:
        tree.node_module = &node_module[0]
    return tree


def ordered_tree(const int32_t[::1] parents not None, const int32_t[::1] node_module not None,
                 const double[::1] visit not None):
    """Parents and modules of the nodes, renumbered level by level, siblings by falling flow."""
    cdef ModuleTree tree = tree_of(parents, node_module)
    cdef int64_t k = tree.n_modules, n = node_module.shape[0], m
    cdef const double* flow = &visit[0] if visit.shape[0] else NULL
    if visit.shape[0] != n:
        raise ValueError("flow does not fit")
    cdef array number = int32s(k), new_parents = int32s(k), new_modules = int32s(n)
    cdef int32_t[::1] numbers = number, up = new_parents, inside = new_modules
    with nogil:
        order_modules_(tree, n, flow, &numbers[0])
        up[0] = -1
        for m in range(1, k):
            up[numbers[m]] = numbers[parents[m]]
        for m in range(n):
            inside[m] = numbers[node_module[m]]
    return new_parents, new_modules


def node_paths(const int32_t[::1] parents not None, const int32_t[::1] node_module not None,
               const double[::1] visit not None):
    """(levels, paths one behind the other) of the nodes of an ordered tree; their ranks by falling flow."""
    cdef ModuleTree tree = tree_of(parents, node_module)
    cdef int64_t n = node_module.shape[0], levels = n_levels_(tree)
    if visit.shape[0] != n:
        raise ValueError("flow does not fit")
    cdef array paths = int32s(n * levels)
    cdef int32_t* out = <int32_t*>paths.data.as_voidptr
    if n:
        with nogil:
            node_paths_(tree, n, &visit[0], levels, out)
    return levels, paths


def count_modules(const int32_t[::1] parents not None, const int32_t[::1] node_module not None):
    """Numbers of the modules that hold nodes, of top modules and of levels, the nodes' included."""
    cdef ModuleTree tree = tree_of(parents, node_module)
    cdef array flags = array("B", [0]) * tree.n_modules
    cdef uint8_t[::1] holding = flags
    cdef int64_t i, lowest = 0, top = 0
    for i in range(node_module.shape[0]):
        lowest += holding[node_module[i]] == 0
        holding[node_module[i]] = 1
    for i in range(tree.n_modules):
        top += parents[i] == 0
    return lowest, top, n_levels_(tree)


def one_level_bits(const double[::1] visit not None):
    """Bits a step with one module for all."""
    return one_level_bits_(&visit[0], visit.shape[0]) if visit.shape[0] else 0.0


def total_bits(const double[::1] bits not None):
    """Sum of the bits of codebooks."""
    return total_bits_(&bits[0], bits.shape[0]) if bits.shape[0] else 0.0


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

"""Binding of csrc/minent/cluster: flow of a graph, rates of modules, trials of the search."""

from cpython.array cimport array
from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t
from libc.string cimport memcpy, memset
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr

from minent._plain cimport float64s, int32s
from minent.cluster._trees cimport ModuleTree, tree_of


cdef extern from "Python.h":
    int PyErr_CheckSignals()  # the exception of a signal stays set, and takes the place of that of the kernel


cdef extern from "minent/util/watch.hpp" namespace "minent" nogil:
    cdef cppclass Watch:
        Watch()
        Watch(cbool (*)(void*) noexcept nogil, void*)


cdef cbool asked_to_stop(void* flag) noexcept nogil:
    """Whether another thread asks to stop, or, in the main thread, a signal does."""
    if (<cbool*>flag)[0]:
        return True
    with gil:
        return PyErr_CheckSignals() != 0


cdef extern from "minent/cluster/flow.hpp" namespace "minent" nogil:
    cdef struct Links:
        int64_t n
        const int64_t* offsets
        const int32_t* targets
        const double* weights
        const float* singles

    cdef struct NodeFlow:
        double* visit
        double* factor
        double* leaving
        double* landing

    cdef struct Teleportation:
        double rate
        cbool recorded
        cbool to_nodes
        int64_t most_rounds

    cdef cppclass Walk:
        Walk(const Links&, const Teleportation&, const NodeFlow&, const Watch&) except +
        double run() except +

    void weight_flow_ "minent::weight_flow"(const Links&, cbool, const NodeFlow&) except +


cdef extern from "minent/cluster/map_equation.hpp" namespace "minent" nogil:
    cdef struct ModuleRates:
        double* visit
        double* enter
        double* exit

    void tree_rates_ "minent::tree_rates"(const Links&, const NodeFlow&, double, const ModuleTree&,
                                          const ModuleRates&) except +
    void codebooks_ "minent::codebooks"(const double*, int64_t, const ModuleTree&, const ModuleRates&,
                                        double*) except +
    int64_t part_isolated_ "minent::part_isolated"(const uint8_t*, int64_t, int64_t, int32_t*) except +


cdef extern from "minent/cluster/trial.hpp" namespace "minent" nogil:
    cdef enum class FlowKind:
        kBalanced
        kOneWay
        kTeleporting

    cdef cppclass Ids:
        void reserve(size_t) except +
        void push_back(int32_t) except +
        const int32_t* data()
        size_t size()

    cdef cppclass Tree:
        Ids parents
        Ids node_module

    cdef cppclass Trial_ "minent::Trial":
        void run(uint64_t, cbool, int32_t, const Ids&, const Watch&, Tree&) except +

    unique_ptr[Trial_] make_trial(const Links&, FlowKind, const NodeFlow&, double) except +


KINDS = ("balanced", "one-way", "teleporting")


cdef array zeros(Py_ssize_t size):
    cdef array values = float64s(size)
    if size:
        memset(values.data.as_voidptr, 0, size * sizeof(double))
    return values


cdef class LinkRows:
    """Rows of links of a graph, and what flows on it; without weights all are 1."""

    cdef const int64_t[::1] offsets
    cdef const int32_t[::1] targets
    cdef const double[::1] weights
    cdef const float[::1] singles
    cdef readonly array visit, factor
    cdef array leaving, landing
    cdef Links links
    cdef NodeFlow flow

    def __init__(self, const int64_t[::1] offsets not None, const int32_t[::1] targets not None,
                 weights):
        cdef int64_t n = offsets.shape[0] - 1
        if n < 0 or offsets[n] != targets.shape[0] or (weights is not None and len(weights) != targets.shape[0]):
            raise ValueError("rows do not fit")
        self.offsets, self.targets = offsets, targets
        self.visit, self.factor = zeros(n), zeros(n)
        self.links.n = n
        self.links.offsets = &offsets[0]
        self.links.targets = NULL
        self.links.weights = NULL
        self.links.singles = NULL
        if targets.shape[0]:
            self.links.targets = &targets[0]
            if isinstance(weights, array) and (<array>weights).typecode == "f":
                self.singles = weights
                self.links.singles = &self.singles[0]
            elif weights is not None:
                self.weights = weights
                self.links.weights = &self.weights[0]
        self.flow.visit = <double*>self.visit.data.as_voidptr
        self.flow.factor = <double*>self.factor.data.as_voidptr
        self.flow.leaving = NULL
        self.flow.landing = NULL

    @property
    def moves(self):
        """Whether anything flows."""
        cdef int64_t i
        for i in range(self.links.n):
            if self.flow.visit[i] > 0:
                return self.targets.shape[0] > 0
        return False

    def weight_flow(self, bint directed):
        """Flow in proportion to the weights."""
        with nogil:
            weight_flow_(self.links, directed, self.flow)

    def walk(self, double rate, bint recorded, bint to_nodes, int64_t most_rounds):
        """Flow of a walk with teleportation; returns the change in the last round."""
        cdef Teleportation how
        cdef unique_ptr[Walk] walk
        cdef double change
        cdef cbool never = False
        cdef Watch watch = Watch(asked_to_stop, &never)
        self.leaving, self.landing = zeros(self.links.n), zeros(self.links.n)
        self.flow.leaving = <double*>self.leaving.data.as_voidptr
        self.flow.landing = <double*>self.landing.data.as_voidptr
        how.rate, how.recorded, how.to_nodes, how.most_rounds = rate, recorded, to_nodes, most_rounds
        with nogil:
            walk.reset(new Walk(self.links, how, self.flow, watch))
            change = walk.get().run()
        return change

    def describe(self, const int32_t[::1] parents not None, const int32_t[::1] node_module not None, double scale):
        """Arrays (visit, enter, exit, bits of the codebook) of the modules of a tree."""
        cdef ModuleTree tree = tree_of(parents, node_module)
        cdef ModuleRates rates
        if node_module.shape[0] != self.links.n:
            raise ValueError("tree does not fit")
        cdef array visit = zeros(tree.n_modules), enter = zeros(tree.n_modules), leave = zeros(tree.n_modules)
        cdef array bits = zeros(tree.n_modules)
        cdef double* out = <double*>bits.data.as_voidptr
        rates.visit, rates.enter = <double*>visit.data.as_voidptr, <double*>enter.data.as_voidptr
        rates.exit = <double*>leave.data.as_voidptr
        with nogil:
            tree_rates_(self.links, self.flow, scale, tree, rates)
            codebooks_(self.flow.visit, self.links.n, tree, rates, out)
        return visit, enter, leave, bits

    def without_isolated(self, parents, array node_module not None):
        """The tree with nodes that have neither links nor flow in modules of their own; node_module is changed."""
        cdef array flags = array("B", [0]) * self.links.n
        cdef uint8_t[::1] alone = flags
        cdef int32_t[::1] modules = node_module
        cdef int64_t i, n_new, n_modules = len(parents)
        if modules.shape[0] != self.links.n:
            raise ValueError("tree does not fit")
        if self.links.n == 0:
            return parents, node_module
        for i in range(self.links.n):
            alone[i] = self.offsets[i] == self.offsets[i + 1] and self.flow.visit[i] == 0
            if not 0 <= modules[i] < n_modules:
                raise ValueError("a node is in no module")
        for i in range(self.targets.shape[0]):
            alone[self.targets[i]] = 0
        with nogil:
            n_new = part_isolated_(&alone[0], self.links.n, n_modules, &modules[0])
        return (parents + array("i", [0]) * n_new if n_new else parents), node_module


cdef array int32_copy(const Ids& values):
    cdef array copy = int32s(values.size())
    if values.size():
        memcpy(copy.data.as_voidptr, values.data(), values.size() * sizeof(int32_t))
    return copy


cdef class Trial:
    """The network of a graph with flow, for trials in several threads at once."""

    cdef unique_ptr[Trial_] trial
    cdef LinkRows rows  # the network may be made of their links
    cdef int64_t n
    cdef cbool stopping

    def __cinit__(self, LinkRows rows not None, str kind not None, double scale):
        cdef FlowKind chosen
        chosen = FlowKind.kTeleporting
        if kind == "balanced":
            chosen = FlowKind.kBalanced
        elif kind == "one-way":
            chosen = FlowKind.kOneWay
        elif rows.flow.leaving == NULL:
            raise ValueError("nothing teleports")
        self.rows = rows
        self.n = rows.links.n
        self.stopping = False
        with nogil:
            self.trial = make_trial(rows.links, chosen, rows.flow, scale)

    def stop(self):
        """End the trials that run in other threads, with an error."""
        self.stopping = True

    def run(self, uint64_t seed, bint two_level, int32_t preferred, const int32_t[::1] initial):
        """Arrays (parents, node_module) of the tree that a trial finds."""
        cdef Ids start
        cdef Tree tree
        cdef int64_t i
        cdef Watch watch = Watch(asked_to_stop, &self.stopping)
        if initial is not None:
            if initial.shape[0] != self.n:
                raise ValueError("initial modules do not fit")
            for i in range(self.n):
                if not 0 <= initial[i] < self.n:
                    raise ValueError("initial modules must be below the number of nodes")
                start.push_back(initial[i])
        with nogil:
            self.trial.get().run(seed, two_level, preferred, start, watch, tree)
        return int32_copy(tree.parents), int32_copy(tree.node_module)

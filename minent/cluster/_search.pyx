"""Binding of csrc/minent/cluster: flow of a graph, rates of modules, trials of the search."""

import numpy as np

from libc.stdint cimport int32_t, int64_t, uint64_t
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr

from minent._arrays cimport copied


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
    cdef struct ModuleTree:
        int64_t n_modules
        const int32_t* parents
        const int32_t* node_module

    cdef struct ModuleRates:
        double* visit
        double* enter
        double* exit

    void tree_rates_ "minent::tree_rates"(const Links&, const NodeFlow&, double, const ModuleTree&,
                                          const ModuleRates&) except +


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


cdef class LinkRows:
    """Rows of links of a graph, and arrays (visit, factor, leaving, landing) of the flow on it."""

    cdef const int64_t[::1] offsets
    cdef const int32_t[::1] targets
    cdef const double[::1] weights
    cdef double[::1] visit, factor, leaving, landing
    cdef Links links
    cdef NodeFlow flow

    def __init__(self, const int64_t[::1] offsets not None, const int32_t[::1] targets not None,
                 const double[::1] weights not None, double[::1] visit not None, double[::1] factor not None,
                 double[::1] leaving not None, double[::1] landing not None):
        cdef int64_t n = offsets.shape[0] - 1
        if n < 0 or offsets[n] != targets.shape[0] or targets.shape[0] != weights.shape[0]:
            raise ValueError("rows do not fit")
        if not visit.shape[0] == factor.shape[0] == leaving.shape[0] == landing.shape[0] == n:
            raise ValueError("flow does not fit")
        self.offsets, self.targets, self.weights = offsets, targets, weights
        self.visit, self.factor, self.leaving, self.landing = visit, factor, leaving, landing
        self.links.n = n
        self.links.offsets = &offsets[0]
        if targets.shape[0]:
            self.links.targets = &targets[0]
            self.links.weights = &weights[0]
        if n:
            self.flow.visit, self.flow.factor = &visit[0], &factor[0]
            self.flow.leaving, self.flow.landing = &leaving[0], &landing[0]

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
        how.rate, how.recorded, how.to_nodes, how.most_rounds = rate, recorded, to_nodes, most_rounds
        with nogil:
            walk.reset(new Walk(self.links, how, self.flow, watch))
            change = walk.get().run()
        return change

    def tree_rates(self, const int32_t[::1] parents not None, const int32_t[::1] node_module not None, double scale):
        """Arrays (visit, enter, exit) of the modules of a tree; module 0 is the root, parents come first."""
        cdef ModuleTree tree
        cdef ModuleRates rates
        cdef int64_t k = parents.shape[0], m
        if k == 0 or node_module.shape[0] != self.links.n:
            raise ValueError("tree does not fit")
        for m in range(1, k):
            if not 0 <= parents[m] < m:
                raise ValueError("a parent must come before its module")
        for m in range(self.links.n):
            if not 0 <= node_module[m] < k:
                raise ValueError("a node is in no module")
        visit, enter, leave = (np.zeros(k) for _ in range(3))
        cdef double[::1] a = visit, b = enter, c = leave
        tree.n_modules, tree.parents = k, &parents[0]
        if self.links.n:
            tree.node_module = &node_module[0]
        rates.visit, rates.enter, rates.exit = &a[0], &b[0], &c[0]
        with nogil:
            tree_rates_(self.links, self.flow, scale, tree, rates)
        return visit, enter, leave


cdef class Trial:
    """The network of a graph with flow, for trials in several threads at once."""

    cdef unique_ptr[Trial_] trial
    cdef int64_t n
    cdef cbool stopping

    def __cinit__(self, LinkRows rows not None, str kind not None, double scale):
        cdef FlowKind chosen
        chosen = FlowKind.kTeleporting
        if kind == "balanced":
            chosen = FlowKind.kBalanced
        elif kind == "one-way":
            chosen = FlowKind.kOneWay
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
        return (copied(tree.parents.data(), tree.parents.size(), "i4"),
                copied(tree.node_module.data(), tree.node_module.size(), "i4"))

"""Binding of csrc/minent/graph/edge_parser.hpp: lines of graph files to rows."""

from cpython.array cimport array
from libc.stdint cimport int64_t, uint8_t, uint64_t
from libc.string cimport memcpy
from libcpp cimport bool as cbool
from libcpp.memory cimport unique_ptr
from libcpp.string cimport string
from libcpp.vector cimport vector

from minent._arrays cimport int64_array
from minent._plain cimport int64s
from minent.graph._rows cimport EdgeSpan, narrowed, rows_of_spans


cdef extern from "minent/graph/node_ids.hpp" namespace "minent" nogil:
    cdef cppclass StringView "std::string_view":
        const char* data()
        size_t size()

    cdef cppclass NodeIds:
        void declare_range(int64_t, int64_t)
        cbool declare(const vector[int64_t]&, size_t&) except +
        void settle() except +
        int64_t n()
        cbool has_names()
        const vector[int64_t]& ids()
        void copy_names(string&, vector[int64_t]&) except +


cdef extern from "minent/graph/edge_parser.hpp" namespace "minent" nogil:
    cdef cppclass EdgeSyntax:
        char separator
        cbool weights
        cbool attributes
        cbool headings
        cbool loops

    cdef cppclass Fault "minent::Fault":
        pass

    cdef cppclass Section "minent::Section":
        pass

    cdef cppclass VertexList:
        vector[int64_t] ids
        vector[int64_t] lines
        vector[int64_t] ends
        string text

    cdef cppclass EdgeParser_ "minent::EdgeParser":
        EdgeParser_(const EdgeSyntax&, int64_t) except +
        size_t feed(const char*, size_t) except +
        void begin(Section)
        void begin_rows(int64_t, int64_t, cbool)
        void skip_lines(int64_t)
        NodeIds& ids()
        const VertexList& vertices()
        StringView heading()
        Fault fault()
        const string& fault_text()
        int64_t line()
        int64_t row()
        int64_t n_zeros()
        int64_t n_loops()
        uint64_t n_edges()
        uint64_t n_arcs()
        void add_spans(cbool, cbool, vector[EdgeSpan]&) except +


cdef object int64_copy(const vector[int64_t]& values):
    cdef array copy = int64s(values.size())
    if values.size():
        memcpy(copy.data.as_voidptr, values.data(), values.size() * sizeof(int64_t))
    return copy


cdef class EdgeParser:
    """Reads the lines of a graph file, block by block; names and numbers are those of the header."""

    cdef unique_ptr[EdgeParser_] parser

    def __cinit__(self, bytes separator, bint weights, bint attributes, bint headings, bint loops, int64_t node_limit):
        cdef EdgeSyntax syntax
        syntax.separator = separator[0] if separator else 0
        syntax.weights, syntax.attributes, syntax.headings, syntax.loops = weights, attributes, headings, loops
        self.parser.reset(new EdgeParser_(syntax, node_limit))

    def feed(self, const uint8_t[::1] block not None, Py_ssize_t begin=0):
        """Read from `begin`; return where it stopped: at the end, behind a heading or a faulty line."""
        cdef Py_ssize_t size = block.shape[0]
        cdef size_t taken = 0
        if begin < 0 or begin > size or (size and block[size - 1] != c"\n"):
            raise ValueError("the block must end with a line end")
        if begin < size:
            with nogil:
                taken = self.parser.get().feed(<const char*>&block[begin], size - begin)
        return begin + taken

    def begin(self, int section):
        self.parser.get().begin(<Section>section)

    def begin_rows(self, int64_t n, int64_t n_leading, bint weighted):
        self.parser.get().begin_rows(n, n_leading, weighted)

    def skip_lines(self, int64_t n):
        self.parser.get().skip_lines(n)

    def declare_range(self, int64_t base, int64_t n):
        self.parser.get().ids().declare_range(base, n)

    def declare(self, const int64_t[::1] ids not None):
        """Fix the nodes; return the place of the first number that comes twice, or -1."""
        cdef vector[int64_t] numbers
        cdef size_t first_twice = 0
        cdef cbool fine
        numbers.assign(&ids[0], &ids[0] + ids.shape[0])
        with nogil:
            fine = self.parser.get().ids().declare(numbers, first_twice)
        return -1 if fine else <Py_ssize_t>first_twice

    def vertices(self):
        """Arrays (ids, lines, ends of the names) and the names one behind the other."""
        cdef const VertexList* found = &self.parser.get().vertices()
        text = found.text.data()[:found.text.size()]
        return int64_array(found.ids), int64_array(found.lines), int64_array(found.ends), text

    @property
    def heading(self):
        cdef StringView heading = self.parser.get().heading()
        return heading.data()[:heading.size()]

    @property
    def fault(self):
        return <int>self.parser.get().fault()

    @property
    def fault_text(self):
        cdef const string* text = &self.parser.get().fault_text()
        return text.data()[:text.size()]

    @property
    def line(self):
        return self.parser.get().line()

    @property
    def row(self):
        return self.parser.get().row()

    @property
    def n_zeros(self):
        return self.parser.get().n_zeros()

    @property
    def n_loops(self):
        return self.parser.get().n_loops()

    @property
    def n_edges(self):
        return self.parser.get().n_edges()

    @property
    def n_arcs(self):
        return self.parser.get().n_arcs()

    def finish(self, bint edges_both, bint arcs_both, bint narrow=False):
        """Rows (offsets, targets, weights), the numbers of the nodes or None, their names or None.

        Weights are None if all are 1, and if `narrow` in single precision where that holds them.
        """
        cdef NodeIds* ids = &self.parser.get().ids()
        cdef vector[EdgeSpan] spans
        cdef string text
        cdef vector[int64_t] ends
        with nogil:
            ids.settle()
            self.parser.get().add_spans(edges_both, arcs_both, spans)
            if ids.has_names():
                ends.push_back(0)
                ids.copy_names(text, ends)
        offsets, targets, weights = rows_of_spans(spans, ids.n())
        if narrow and weights is not None:
            weights = narrowed(weights)
        numbers = int64_copy(ids.ids()) if ids.ids().size() else None
        names = (text.data()[:text.size()], int64_copy(ends)) if ids.has_names() else None
        return offsets, targets, weights, numbers, names

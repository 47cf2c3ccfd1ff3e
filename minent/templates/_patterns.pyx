"""Binding of csrc/minent/templates: pairs of words, patterns along paths, covers."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libcpp.memory cimport unique_ptr
from libcpp.vector cimport vector

from minent._arrays cimport int64_array, uint32_array, uint64_array


cdef extern from "minent/util/word_places.hpp" namespace "minent" nogil:
    cdef cppclass WordPlaces_ "minent::WordPlaces":
        void fill[Id](const Id*, size_t, uint32_t) except +
        uint32_t n_words()
        size_t count(uint32_t)


cdef extern from "minent/util/flat_map.hpp" namespace "minent" nogil:
    cdef cppclass FlatMap[Value]:
        FlatMap() except +


cdef extern from "minent/templates/pair_counter.hpp" namespace "minent" nogil:
    cdef cppclass PairRows:
        vector[int64_t] sizes
        vector[uint32_t] second, counts
        uint64_t n_passed_over
    void count_pairs_ "minent::count_pairs"[Id](
        const Id*, const WordPlaces_&, int, uint64_t, uint32_t, uint32_t, PairRows&) except +


cdef extern from "minent/templates/pattern_trie.hpp" namespace "minent" nogil:
    const int kWordBits "minent::PatternTrie::kWordBits"
    const int kMaxWindow "minent::PatternTrie::kMaxWindow"
    cdef cppclass PatternTrie_ "minent::PatternTrie":
        PatternTrie_(uint32_t) except +
        size_t n_nodes()
        uint32_t add(uint64_t) except +
        uint32_t add_pattern(const uint32_t*, const uint8_t*, size_t) except +
        vector[int32_t] values


cdef extern from "minent/templates/path_miner.hpp" namespace "minent" nogil:
    void list_steps_ "minent::list_steps"[Id](
        const PatternTrie_&, int, int, const Id*, size_t, size_t, int, vector[uint64_t]&, vector[uint64_t]&) except +


cdef extern from "minent/templates/cover.hpp" namespace "minent" nogil:
    void count_uses_ "minent::count_uses"[Id](
        const PatternTrie_&, int, int32_t, const Id*, size_t, size_t, int64_t*) except +
    void list_uses_ "minent::list_uses"[Id](
        const PatternTrie_&, int, int32_t, const Id*, size_t, size_t, vector[uint32_t]&, vector[uint64_t]&) except +
    void list_matches_ "minent::list_matches"[Id](
        const PatternTrie_&, int, const Id*, size_t, vector[uint32_t]&, vector[uint32_t]&) except +


cdef extern from "minent/templates/pruner.hpp" namespace "minent" nogil:
    cdef cppclass PatternTable:
        const uint32_t* words
        const uint8_t* gaps
        const int64_t* offsets
        int64_t n_patterns
        const uint32_t* templates
        int64_t n_templates
        const double* template_bits
        const double* pattern_bits
    cdef cppclass PatternPruner:
        PatternPruner(const PatternTable&, uint32_t, int64_t*) except +
        double drop_costly() except +


cdef extern from "minent/templates/chart.hpp" namespace "minent" nogil:
    cdef cppclass ChartUse:
        uint32_t begin, end
        int64_t value
    cdef cppclass ChartSpan:
        uint32_t begin, end
        int64_t use
    cdef cppclass Chart:
        Chart(size_t, const int64_t*, const int64_t*, const ChartUse*, size_t) except +
        int64_t value()
        vector[ChartSpan] spans() except +


WORD_BITS = kWordBits
MAX_WINDOW = kMaxWindow

ctypedef fused unit_id:
    uint16_t
    uint32_t


cdef class WordPlaces:
    """Where the words 1 .. n_words of a text stand; greater ids are left out."""

    cdef unique_ptr[WordPlaces_] places

    def __cinit__(self):
        self.places.reset(new WordPlaces_())

    def fill(self, const unit_id[::1] ids not None, uint32_t n_words):
        cdef size_t n = ids.shape[0]
        if n:
            with nogil:
                self.places.get().fill(&ids[0], n, n_words)

    def count_pairs(self, const unit_id[::1] ids not None, int window, uint64_t min_count, uint32_t first,
                    uint32_t last):
        """Pairs with first words [first, last).

        (pairs of each, second words, counts by distance, occurrences of those passed over)
        """
        cdef PairRows rows
        if window < 1 or first < 1 or first > last or last > self.places.get().n_words() + 1:
            raise ValueError("words or window out of range")
        with nogil:
            count_pairs_(&ids[0], self.places.get()[0], window, min_count, first, last, rows)
        return (int64_array(rows.sizes), uint32_array(rows.second),
                uint32_array(rows.counts).reshape(-1, window), rows.n_passed_over)


cdef class PatternTrie:
    """Patterns by their steps; nodes 1 .. n_words are single words."""

    cdef unique_ptr[PatternTrie_] trie
    cdef readonly uint32_t n_words
    cdef readonly int window

    def __cinit__(self, uint32_t n_words, int window):
        if not 1 <= window <= kMaxWindow:
            raise ValueError("window out of range")
        self.trie.reset(new PatternTrie_(n_words))
        self.n_words, self.window = n_words, window

    @property
    def n_nodes(self):
        return self.trie.get().n_nodes()

    def add_steps(self, const uint64_t[::1] steps not None):
        """Adds steps node << 32 | gap << WORD_BITS | word; new ones get the next nodes in their order."""
        cdef int64_t i
        for i in range(steps.shape[0]):
            check_step(self, steps[i])
        with nogil:
            for i in range(steps.shape[0]):
                self.trie.get().add(steps[i])

    def add_patterns(self, const uint32_t[::1] words not None, const uint8_t[::1] gaps not None,
                     const int64_t[::1] offsets not None):
        """The nodes of patterns; pattern p is words[offsets[p]:offsets[p + 1]]."""
        cdef int64_t i
        cdef vector[uint32_t] nodes
        check_patterns(words, gaps, offsets, self.n_words)
        with nogil:
            for i in range(offsets.shape[0] - 1):
                nodes.push_back(self.trie.get().add_pattern(
                    &words[offsets[i]], &gaps[offsets[i]], offsets[i + 1] - offsets[i]))
        return uint32_array(nodes)

    def set_values(self, const int32_t[::1] values not None):
        """A number for each node, that of node 0 first."""
        if <size_t>values.shape[0] != self.trie.get().n_nodes():
            raise ValueError("as many values as nodes")
        self.trie.get().values.assign(&values[0], &values[0] + values.shape[0])

    def list_steps(self, const unit_id[::1] ids not None, size_t begin, size_t end, int paths, int n_words):
        """(steps, counts): the last steps of patterns of n_words words on the best paths in ids[begin:end]."""
        cdef vector[uint64_t] steps, counts
        check_range(ids, begin, end)
        self.check_values()
        if paths < 1 or n_words < 2:
            raise ValueError("paths or n_words out of range")
        with nogil:
            list_steps_(self.trie.get()[0], self.window, paths, &ids[0], begin, end, n_words, steps, counts)
        return uint64_array(steps), uint64_array(counts)

    def count_uses(self, const unit_id[::1] ids not None, size_t begin, size_t end, int32_t unknown_cost,
                   int64_t[::1] counts not None):
        """Adds the uses of nodes in the cheapest cover of ids[begin:end]; at 0 those of words without a node."""
        check_range(ids, begin, end)
        self.check_values()
        if <size_t>counts.shape[0] != self.trie.get().n_nodes():
            raise ValueError("as many counts as nodes")
        with nogil:
            count_uses_(self.trie.get()[0], self.window, unknown_cost, &ids[0], begin, end, &counts[0])

    def list_uses(self, const unit_id[::1] ids not None, size_t begin, size_t end, int32_t unknown_cost):
        """(nodes, places of their first words) of the patterns in the cheapest cover of ids[begin:end]."""
        cdef vector[uint32_t] nodes
        cdef vector[uint64_t] places
        check_range(ids, begin, end)
        self.check_values()
        with nogil:
            list_uses_(self.trie.get()[0], self.window, unknown_cost, &ids[0], begin, end, nodes, places)
        return uint32_array(nodes), uint64_array(places)

    def list_matches(self, const uint32_t[::1] ids not None):
        """(nodes, places) of all patterns with a value in ids, places one behind the other."""
        cdef vector[uint32_t] nodes, places
        cdef size_t n = ids.shape[0]
        self.check_values()
        if n:
            with nogil:
                list_matches_(self.trie.get()[0], self.window, &ids[0], n, nodes, places)
        return uint32_array(nodes), uint32_array(places)

    cdef check_values(self):
        if self.trie.get().values.size() != self.trie.get().n_nodes():
            raise ValueError("set the values of all nodes first")


def drop_costly(const uint32_t[::1] words not None, const uint8_t[::1] gaps not None,
                const int64_t[::1] offsets not None, const uint32_t[::1] templates not None,
                const double[::1] template_bits not None, const double[::1] pattern_bits not None,
                uint32_t n_words, int64_t[::1] counts not None):
    """Divides patterns that make the description longer; changes counts, returns the bits saved."""
    cdef int64_t i, n = offsets.shape[0] - 1
    cdef PatternTable table
    cdef unique_ptr[PatternPruner] pruner
    cdef double saved
    check_patterns(words, gaps, offsets, n_words)
    if templates.shape[0] != n or pattern_bits.shape[0] != n or counts.shape[0] != n_words + 1 + n:
        raise ValueError("as many templates, bits and counts as patterns")
    for i in range(n):
        if templates[i] >= template_bits.shape[0]:
            raise ValueError("a template without bits")
    if n == 0:
        return 0.0
    table.words, table.gaps, table.offsets, table.n_patterns = &words[0], &gaps[0], &offsets[0], n
    table.templates, table.n_templates = &templates[0], template_bits.shape[0]
    table.template_bits, table.pattern_bits = &template_bits[0], &pattern_bits[0]
    with nogil:
        pruner.reset(new PatternPruner(table, n_words, &counts[0]))
        saved = pruner.get().drop_costly()
    return saved


def best_spans(const int64_t[::1] left not None, const int64_t[::1] right not None,
               const uint32_t[::1] begins not None, const uint32_t[::1] ends not None,
               const int64_t[::1] values not None):
    """(value, begins, ends, uses) of the best binary tree; use u stands from begins[u] to ends[u], -1 is none.

    left and right have an entry for each place between words, before the first and behind the last.
    """
    cdef vector[ChartUse] uses
    cdef vector[ChartSpan] spans
    cdef vector[uint32_t] span_begins, span_ends
    cdef vector[int64_t] used
    cdef unique_ptr[Chart] chart
    cdef size_t i, n = left.shape[0] - 1, n_uses = begins.shape[0]
    cdef ChartUse use
    if left.shape[0] < 1 or right.shape[0] != left.shape[0]:
        raise ValueError("as many places on the right as on the left")
    if <size_t>ends.shape[0] != n_uses or <size_t>values.shape[0] != n_uses:
        raise ValueError("as many ends and values as uses")
    for i in range(n_uses):
        if begins[i] + 2 > ends[i] or ends[i] > n:
            raise ValueError("a use outside the text, or of one word")
        use.begin, use.end, use.value = begins[i], ends[i], values[i]
        uses.push_back(use)
    with nogil:
        chart.reset(new Chart(n, &left[0], &right[0], uses.data(), n_uses))
        spans = chart.get().spans()
        for i in range(spans.size()):
            span_begins.push_back(spans[i].begin)
            span_ends.push_back(spans[i].end)
            used.push_back(spans[i].use)
    return chart.get().value(), uint32_array(span_begins), uint32_array(span_ends), int64_array(used)


cdef check_range(const unit_id[::1] ids, size_t begin, size_t end):
    if begin < 1 or begin > end or end >= <size_t>ids.shape[0] or (end > begin and ids[end - 1] != 0):
        raise ValueError("range outside the text, or not ending with a boundary")


cdef check_step(PatternTrie trie, uint64_t step):
    cdef uint64_t node = step >> 32, gap = (step & 0xFFFFFFFF) >> kWordBits
    cdef uint64_t word = step & ((<uint64_t>1 << kWordBits) - 1)
    if not (1 <= node < trie.trie.get().n_nodes() and 1 <= gap <= <uint64_t>trie.window and 1 <= word <= trie.n_words):
        raise ValueError("a step from or to nowhere")


cdef check_patterns(const uint32_t[::1] words, const uint8_t[::1] gaps, const int64_t[::1] offsets, uint32_t n_words):
    cdef int64_t i, n = offsets.shape[0] - 1
    if n < 0 or offsets[0] != 0 or offsets[n] != words.shape[0] or gaps.shape[0] != words.shape[0]:
        raise ValueError("offsets that do not fit the words")
    for i in range(n):
        if offsets[i + 1] - offsets[i] < 2:
            raise ValueError("a pattern of fewer than two words")
    for i in range(words.shape[0]):
        if not 1 <= words[i] <= n_words or gaps[i] > kMaxWindow:
            raise ValueError("a word or a gap out of range")

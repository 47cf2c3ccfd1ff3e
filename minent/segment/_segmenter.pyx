"""Binding of csrc/minent/segment: text to words."""

from cpython.list cimport PyList_New, PyList_SET_ITEM
from cpython.ref cimport Py_INCREF
from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t
from libcpp.memory cimport unique_ptr
from libcpp.string cimport string
from libcpp.vector cimport vector

from minent._arrays cimport uint32_array


cdef extern from "Python.h":
    const char* PyUnicode_AsUTF8AndSize(object, Py_ssize_t*) except NULL


cdef extern from "minent/text/scanner.hpp" namespace "minent" nogil:
    cdef cppclass UnitMode:
        pass


cdef extern from "minent/text/vocabulary.hpp" namespace "minent" nogil:
    cdef cppclass StringView "std::string_view":
        StringView(const char*, size_t)
    cdef cppclass Vocabulary_ "minent::Vocabulary":
        Vocabulary_() except +
        uint32_t intern(StringView) except +
        uint32_t size()


cdef extern from "minent/lexicon/word_trie.hpp" namespace "minent" nogil:
    cdef cppclass WordTrie_ "minent::WordTrie":
        WordTrie_(const uint32_t*, const int64_t*, int64_t, uint32_t) except +
        void set_costs(const int32_t*)


cdef extern from "minent/segment/text_segmenter.hpp" namespace "minent" nogil:
    cdef cppclass Token:
        uint32_t first, last, word
    cdef cppclass TextWords:
        void segment(const char*, size_t, vector[Token]&) except +
        string write(const char*, size_t, const string&) except +
        string spell(const char*, size_t, const vector[string]&) except +
    cdef cppclass TextSegmenter_ "minent::TextSegmenter"(TextWords):
        TextSegmenter_(UnitMode, bint, const Vocabulary_&, const WordTrie_&, int32_t) except +


cdef extern from "minent/segment/label_division.hpp" namespace "minent" nogil:
    cdef cppclass LabelSegmenter_ "minent::LabelSegmenter"(TextWords):
        LabelSegmenter_(UnitMode, bint, const Vocabulary_&, const WordTrie_&, const int32_t*, int32_t,
                        const int32_t*) except +


cdef class TextSegmenter:
    """Divides text into the words that cost the fewest bits.

    Unit u is utf8[offsets[u - 1]:offsets[u]]; word w is word_units[word_offsets[w]:word_offsets[w + 1]]
    and reads texts[w], or as it stands in the text where that is None or there are no texts.
    """

    cdef Vocabulary_ vocabulary
    cdef unique_ptr[WordTrie_] trie
    cdef int mode
    cdef bint numbers_alike
    cdef int32_t unknown_cost
    cdef list texts

    def __cinit__(self, int mode, const uint8_t[::1] utf8 not None, const int64_t[::1] offsets not None,
                  const uint32_t[::1] word_units not None, const int64_t[::1] word_offsets not None,
                  const int32_t[::1] costs not None, int32_t unknown_cost, list texts not None, *,
                  bint numbers_alike=True, **more):
        cdef int64_t i, n_words = word_offsets.shape[0] - 1
        if costs.shape[0] != n_words or len(texts) not in (0, n_words):
            raise ValueError("as many costs and texts as words")
        if n_words >= 0xFFFFFFFF:
            raise ValueError("more than 2^32 - 2 words")
        cdef const char* text = <const char*>&utf8[0] if utf8.shape[0] else NULL
        for i in range(offsets.shape[0] - 1):
            self.vocabulary.intern(StringView(text + offsets[i], offsets[i + 1] - offsets[i]))
        cdef const uint32_t* units = &word_units[0] if word_units.shape[0] else NULL
        cdef uint32_t n_units = self.vocabulary.size() + 1
        with nogil:
            self.trie.reset(new WordTrie_(units, &word_offsets[0], n_words, n_units))
            if n_words:
                self.trie.get().set_costs(&costs[0])
        self.mode, self.numbers_alike, self.unknown_cost, self.texts = mode, numbers_alike, unknown_cost, texts

    cdef unique_ptr[TextWords] kernel(self) except *:
        return unique_ptr[TextWords](new TextSegmenter_(
            <UnitMode>self.mode, self.numbers_alike, self.vocabulary, self.trie.get()[0], self.unknown_cost))

    def segment(self, list texts not None):
        """The words of each text, a list a text."""
        cdef size_t n = len(texts), i
        cdef vector[const char*] begins
        cdef vector[size_t] sizes, ends
        cdef vector[Token] tokens
        cdef Py_ssize_t size
        begins.reserve(n)
        sizes.reserve(n)
        for text in texts:
            begins.push_back(PyUnicode_AsUTF8AndSize(text, &size))
            check_size(size)
            sizes.push_back(size)
        ends.reserve(n)
        cdef unique_ptr[TextWords] kernel = self.kernel()
        with nogil:
            for i in range(n):
                kernel.get().segment(begins[i], sizes[i], tokens)
                ends.push_back(tokens.size())
        cdef list result = PyList_New(n)
        cdef size_t first = 0
        for i in range(n):
            words = self.words(begins[i], tokens.data() + first, ends[i] - first)
            Py_INCREF(words)
            PyList_SET_ITEM(result, i, words)
            first = ends[i]
        return result

    cdef list words(self, const char* text, const Token* tokens, size_t n):
        cdef list words = PyList_New(n)
        cdef size_t i
        cdef object word
        cdef size_t n_known = len(self.texts)
        for i in range(n):
            word = self.texts[tokens[i].word] if tokens[i].word < n_known else None
            if word is None:
                word = PyUnicode_DecodeUTF8(text + tokens[i].first, tokens[i].last - tokens[i].first, NULL)
            Py_INCREF(word)
            PyList_SET_ITEM(words, i, word)
        return words

    def spans(self, const uint8_t[::1] text not None):
        """(first byte, end byte, word) of each token, uint32 arrays; 2^32 - 1: no word of the lexicon."""
        cdef vector[Token] tokens
        cdef vector[uint32_t] first, last, word
        cdef size_t i, size = text.shape[0]
        check_size(size)
        cdef const char* begin = <const char*>&text[0] if size else NULL
        cdef unique_ptr[TextWords] kernel = self.kernel()
        with nogil:
            kernel.get().segment(begin, size, tokens)
            for i in range(tokens.size()):
                first.push_back(tokens[i].first)
                last.push_back(tokens[i].last)
                word.push_back(tokens[i].word)
        return uint32_array(first), uint32_array(last), uint32_array(word)

    def write(self, const uint8_t[::1] text not None, bytes separator not None):
        """The text with a separator between words, as bytes; line ends stay."""
        cdef size_t size = text.shape[0]
        check_size(size)
        cdef const char* begin = <const char*>&text[0] if size else NULL
        cdef string sep = separator, out
        cdef unique_ptr[TextWords] kernel = self.kernel()
        with nogil:
            out = kernel.get().write(begin, size, sep)
        return out.data()[:out.size()]

    def spell(self, const uint8_t[::1] text not None, Spellings spellings not None):
        """The text with spaces between words, spelled as the lexicon has them; line ends stay."""
        cdef size_t size = text.shape[0]
        check_size(size)
        cdef const char* begin = <const char*>&text[0] if size else NULL
        cdef string out
        cdef unique_ptr[TextWords] kernel = self.kernel()
        with nogil:
            out = kernel.get().spell(begin, size, spellings.words)
        return out.data()[:out.size()]


cdef class Spellings:
    """How the words of a kernel are spelled, in UTF-8."""

    cdef vector[string] words

    def __cinit__(self, list words not None):
        for word in words:
            self.words.push_back(word)


cdef class LabelSegmenter(TextSegmenter):
    """Divides text by a language model of units.

    The words are n-grams with every beginning of them, `costs` what their last unit costs, and
    backoffs[w] what it costs beside that the n-gram w does not go on with a unit. joins: the costs
    that a word goes on behind its first, second, third, and any later unit.
    """

    cdef vector[int32_t] backoffs, joins

    def __cinit__(self, *args, const int32_t[::1] backoffs not None, const int32_t[::1] joins not None, **more):
        if backoffs.shape[0] != args[5].shape[0] or joins.shape[0] != 4:
            raise ValueError("as many backoffs as words, and four joins")
        self.backoffs.assign(&backoffs[0], &backoffs[0] + backoffs.shape[0])
        self.joins.assign(&joins[0], &joins[0] + 4)

    cdef unique_ptr[TextWords] kernel(self) except *:
        return unique_ptr[TextWords](new LabelSegmenter_(
            <UnitMode>self.mode, self.numbers_alike, self.vocabulary, self.trie.get()[0], self.backoffs.data(),
            self.unknown_cost, self.joins.data()))


cdef check_size(size_t size):
    if size >= 0xFFFFFFFF:
        raise ValueError("a text of 4 GiB or more; cut it")

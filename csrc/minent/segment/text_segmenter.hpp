// Cuts UTF-8 text into words: units, then a division of each run of them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "../lexicon/least_information.hpp"
#include "../text/encoder.hpp"

namespace minent {

// What stands between words and belongs to none of them.
struct Marks {
    // Between the digits of one number: 3.14, 1,000, 12:30, 1/3.
    static bool joins_digits(uint32_t code) {
        switch (code) {
            case '.': case ',': case ':': case '/':
            case 0x00B7: case 0x2236: case 0xFF0E: case 0xFF0F: case 0xFF1A:
                return true;
            default: return false;
        }
    }
    // Behind a number and part of it.
    static bool is_percent(uint32_t code) {
        return code == '%' || code == 0xFF05 || code == 0x2030 || code == 0x2031;
    }
    // Controls that are white space.
    static bool is_white(uint32_t code) {
        return (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x1F) || code == 0x85 || code == 0x2028 ||
               code == 0x2029;
    }
    // Written several times for one mark: dashes, dots.
    static bool repeats(uint32_t code) {
        return code == '-' || code == '.' || (code >= 0x2010 && code <= 0x2015) || code == 0x2025 || code == 0x2026 ||
               code == 0x22EF || code == 0x2500 || code == 0x2501;
    }
};

// Sink of a Scanner that tells numbers. A Division has
//   divide(ids, n)  divides units; ids above those of the vocabulary are unknown
//   step(i)         length (in units) and word of what starts at unit i
// Calls
//   out.token(first, last, word)  bytes [first, last); the word, or LeastInformation::kNoStep
//   out.line_end()
template <class Division, class Out>
class SegmentSink {
public:
    // Numbers are one unit when they are alike; else each is looked up.
    SegmentSink(Division& division, const Vocabulary& vocabulary, bool numbers_alike, const char* begin, Out& out)
        : division_(division), vocabulary_(vocabulary), begin_(begin), gap_(begin), out_(out),
          unknown_(vocabulary.size() + 1), numbers_alike_(numbers_alike),
          number_(known_or_unknown(vocabulary.find(kNumber, kNumber + 1, kNumber[0]))) {}

    void unit(const char* first, const char* last, uint32_t code) {
        add(first, last, known_or_unknown(vocabulary_.find(first, last, code)), false);
    }
    void number(const char* first, const char* last) {
        if (!units_.empty() && after_number_ && joined(gap_, first)) {
            extend(last);
            if (!numbers_alike_) ids_.back() = unknown_;
            bounded_ = false;
            return;
        }
        add(first, last, numbers_alike_ ? number_ : own_number(first, last), true);
    }
    void boundary() { bounded_ = true; }
    void line_end() {}
    void drop_line() {}

    // The text ends at `end`.
    void finish(const char* end) { close(end); }

private:
    struct Unit {  // bytes; a text is shorter than 4 GiB
        uint32_t first, last;
    };

    uint32_t known_or_unknown(uint32_t id) const { return id ? id : unknown_; }

    uint32_t own_number(const char* first, const char* last) const {
        int length;
        const uint32_t code = decode_utf8(first, last, length);
        return known_or_unknown(vocabulary_.find(first, last, first + length == last ? code : 0));
    }

    static bool joined(const char* first, const char* last) {
        int length;
        return first < last && Marks::joins_digits(decode_utf8(first, last, length)) && first + length == last;
    }

    void add(const char* first, const char* last, uint32_t id, bool number) {
        if (bounded_) close(first);
        units_.push_back({static_cast<uint32_t>(first - begin_), 0});
        ids_.push_back(id);
        extend(last);
        bounded_ = false;
        after_number_ = number;
    }

    // The last unit ends at `last`.
    void extend(const char* last) {
        units_.back().last = static_cast<uint32_t>(last - begin_);
        gap_ = last;
    }

    // Ends the run and passes what stands between it and `next`.
    void close(const char* next) {
        take_percent(next);
        divide();
        pass_gap(next);
    }

    void take_percent(const char* next) {
        if (units_.empty() || !after_number_ || gap_ == next) return;
        int length;
        if (!Marks::is_percent(decode_utf8(gap_, next, length))) return;
        extend(gap_ + length);
        ids_.back() = unknown_;  // a word of its own
    }

    void divide() {
        if (ids_.empty()) return;
        division_.divide(ids_.data(), ids_.size());
        for (size_t i = 0; i < ids_.size();) {
            const auto& step = division_.step(i);
            out_.token(begin_ + units_[i].first, begin_ + units_[i + step.length - 1].last, step.word);
            i += step.length;
        }
        units_.clear();
        ids_.clear();
    }

    // Every mark is a token; white space is none.
    void pass_gap(const char* next) {
        const uint8_t* classes = char_classes();
        const char* open = nullptr;  // where the mark before began
        uint32_t open_code = 0;
        for (const char* p = gap_; p < next;) {
            int length;
            const uint32_t code = decode_utf8(p, next, length);
            if (code == kInvalid) length = 1;
            const CharClass cls = code == kInvalid ? CharClass::Boundary : static_cast<CharClass>(classes[code]);
            const bool space = cls == CharClass::Space || Marks::is_white(code);
            const bool goes_on = open && (cls == CharClass::Extend || cls == CharClass::Linker ||
                                          (code == open_code && Marks::repeats(code)));
            if (open && !goes_on) {
                out_.token(open, p, LeastInformation::kNoStep);
                open = nullptr;
            }
            if (cls == CharClass::LineEnd) out_.line_end();
            if (!space && !goes_on) {
                open = p;
                open_code = code;
            }
            p += length;
        }
        if (open) out_.token(open, next, LeastInformation::kNoStep);
        gap_ = next;
    }

    Division& division_;
    const Vocabulary& vocabulary_;
    const char* begin_;
    const char* gap_;  // end of the unit before
    Out& out_;
    const uint32_t unknown_;
    const bool numbers_alike_;
    const uint32_t number_;
    bool bounded_ = true;
    bool after_number_ = false;  // the last unit is one
    std::vector<Unit> units_;  // of the run
    std::vector<uint32_t> ids_;
};

struct Token {
    uint32_t first, last;  // bytes
    uint32_t word;
};

// Collects tokens.
struct TokenList {
    const char* begin;
    std::vector<Token>& tokens;
    void token(const char* first, const char* last, uint32_t word) {
        tokens.push_back({static_cast<uint32_t>(first - begin), static_cast<uint32_t>(last - begin), word});
    }
    void line_end() {}
};

// Writes tokens with a separator between those of a line.
struct TokenText {
    const std::string& separator;
    std::string text;
    bool line_begun = false;
    void token(const char* first, const char* last, uint32_t) {
        if (line_begun) text += separator;
        text.append(first, last - first);
        line_begun = true;
    }
    void line_end() {
        text += '\n';
        line_begun = false;
    }
};

// Writes words as the lexicon spells them, whatever way they stand in the text; the rest as it is.
struct SpelledText : TokenText {
    const std::vector<std::string>& spellings;
    SpelledText(const std::string& separator, const std::vector<std::string>& spellings)
        : TokenText{separator, {}}, spellings(spellings) {}
    void token(const char* first, const char* last, uint32_t word) {
        if (word < spellings.size())
            TokenText::token(spellings[word].data(), spellings[word].data() + spellings[word].size(), word);
        else
            TokenText::token(first, last, word);
    }
};

// Words of texts, one text at a time.
class TextWords {
public:
    virtual ~TextWords() = default;
    virtual void segment(const char* begin, size_t size, std::vector<Token>& tokens) = 0;
    // The text with a separator between words.
    virtual std::string write(const char* begin, size_t size, const std::string& separator) = 0;
    // The text with spaces between words, each spelled as `spellings` has it.
    virtual std::string spell(const char* begin, size_t size, const std::vector<std::string>& spellings) = 0;
};

template <class Division>
class DividedText : public TextWords {
public:
    // Units are ids 1 .. vocabulary.size(); one more stands for all others.
    DividedText(UnitMode mode, bool numbers_alike, const Vocabulary& vocabulary, Division division)
        : scanner_(mode, OnInvalid::Boundary, true), numbers_alike_(numbers_alike), vocabulary_(vocabulary),
          division_(std::move(division)) {}

    void segment(const char* begin, size_t size, std::vector<Token>& tokens) override {
        TokenList out{begin, tokens};
        scan(begin, size, out);
    }

    std::string write(const char* begin, size_t size, const std::string& separator) override {
        TokenText out{separator, {}};
        out.text.reserve(size + size / 2);
        scan(begin, size, out);
        return std::move(out.text);
    }

    std::string spell(const char* begin, size_t size, const std::vector<std::string>& spellings) override {
        const std::string space = " ";
        SpelledText out(space, spellings);
        out.text.reserve(size + size / 2);
        scan(begin, size, out);
        return std::move(out.text);
    }

private:
    template <class Out>
    void scan(const char* begin, size_t size, Out& out) {
        SegmentSink<Division, Out> sink(division_, vocabulary_, numbers_alike_, begin, out);
        scanner_.scan(begin, begin + size, sink);
        sink.finish(begin + size);
    }

    Scanner scanner_;
    const bool numbers_alike_;
    const Vocabulary& vocabulary_;
    Division division_;
};

// By the least information over a lexicon.
class TextSegmenter : public DividedText<LeastInformation> {
public:
    TextSegmenter(UnitMode mode, bool numbers_alike, const Vocabulary& vocabulary, const WordTrie& trie,
                  int32_t unknown_cost)
        : DividedText(mode, numbers_alike, vocabulary, LeastInformation(trie, unknown_cost)) {}
};

}  // namespace minent

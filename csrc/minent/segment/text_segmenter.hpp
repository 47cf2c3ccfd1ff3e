// Cuts UTF-8 text into words: units, then the cheapest division of each run of them.
#pragma once

#include <cstdint>
#include <string>
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

// Sink of a Scanner that counts numbers as alike. Calls
//   out.token(first, last, word)  bytes [first, last); the word, or LeastInformation::kNoStep
//   out.line_end()
template <class Out>
class SegmentSink {
public:
    SegmentSink(LeastInformation& division, const Vocabulary& vocabulary, const char* begin, Out& out)
        : division_(division), vocabulary_(vocabulary), gap_(begin), out_(out),
          unknown_(vocabulary.size() + 1), number_(vocabulary.find(kNumber, kNumber + 1, kNumber[0])) {
        if (!number_) number_ = unknown_;
    }

    void unit(const char* first, const char* last, uint32_t code) {
        const uint32_t id = vocabulary_.find(first, last, code);
        add(first, last, id ? id : unknown_, false);
    }
    void number(const char* first, const char* last) {
        if (!units_.empty() && units_.back().number && joined(gap_, first)) {
            units_.back().last = gap_ = last;
            bounded_ = false;
            return;
        }
        add(first, last, number_, true);
    }
    void boundary() { bounded_ = true; }
    void line_end() {}
    void drop_line() {}

    // The text ends at `end`.
    void finish(const char* end) { close(end); }

private:
    struct Unit {
        const char* first;
        const char* last;
        bool number;
    };

    static bool joined(const char* first, const char* last) {
        int length;
        return first < last && Marks::joins_digits(decode_utf8(first, last, length)) && first + length == last;
    }

    void add(const char* first, const char* last, uint32_t id, bool number) {
        if (bounded_) close(first);
        units_.push_back({first, last, number});
        ids_.push_back(id);
        gap_ = last;
        bounded_ = false;
    }

    // Ends the run and passes what stands between it and `next`.
    void close(const char* next) {
        take_percent(next);
        divide();
        pass_gap(next);
    }

    void take_percent(const char* next) {
        if (units_.empty() || !units_.back().number || gap_ == next) return;
        int length;
        if (!Marks::is_percent(decode_utf8(gap_, next, length))) return;
        units_.back().last = gap_ += length;
        ids_.back() = unknown_;  // a word of its own
    }

    void divide() {
        if (ids_.empty()) return;
        division_.divide(ids_.data(), ids_.size());
        for (size_t i = 0; i < ids_.size();) {
            const LeastInformation::Step& step = division_.step(i);
            out_.token(units_[i].first, units_[i + step.length - 1].last, step.word);
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

    LeastInformation& division_;
    const Vocabulary& vocabulary_;
    const char* gap_;  // end of the unit before
    Out& out_;
    const uint32_t unknown_;
    uint32_t number_;
    bool bounded_ = true;
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

class TextSegmenter {
public:
    // Units are ids 1 .. vocabulary.size(); one more stands for all others.
    TextSegmenter(UnitMode mode, const Vocabulary& vocabulary, const WordTrie& trie, int32_t unknown_cost)
        : scanner_(mode, OnInvalid::Boundary, true), vocabulary_(vocabulary), division_(trie, unknown_cost) {}

    void segment(const char* begin, size_t size, std::vector<Token>& tokens) {
        TokenList out{begin, tokens};
        scan(begin, size, out);
    }

    std::string write(const char* begin, size_t size, const std::string& separator) {
        TokenText out{separator, {}};
        out.text.reserve(size + size / 2);
        scan(begin, size, out);
        return std::move(out.text);
    }

private:
    template <class Out>
    void scan(const char* begin, size_t size, Out& out) {
        SegmentSink<Out> sink(division_, vocabulary_, begin, out);
        scanner_.scan(begin, begin + size, sink);
        sink.finish(begin + size);
    }

    Scanner scanner_;
    const Vocabulary& vocabulary_;
    LeastInformation division_;
};

}  // namespace minent

// Text -> sequence of unit ids with boundaries.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "layout.hpp"
#include "scanner.hpp"
#include "vocabulary.hpp"

namespace minent {

constexpr uint32_t kUnknown = 0xFFFFFFFFu;

// The unit that stands for every number when numbers are alike.
constexpr char kNumber[] = "0";

// Stands for an id that 16 bits cannot hold; the id itself is in a list beside.
constexpr uint16_t kWide = 0xFFFF;

struct ScanResult {
    uint64_t lines = 0;  // line ends seen
    uint64_t dropped_lines = 0;
    int64_t invalid_at = -1;  // byte offset of the first invalid byte, when told to stop there
};

// Ids in 16 bits each, whatever the alphabet: what is met first has a small id, so few are wide.
struct NarrowIds {
    struct Mark {
        size_t ids = 0, wide = 0;
    };

    void push(uint32_t id) {
        if (id < kWide) return ids.push_back(static_cast<uint16_t>(id));
        ids.push_back(kWide);
        wide.push_back(id);
    }
    Mark mark() const { return {ids.size(), wide.size()}; }
    void cut(Mark at) {
        ids.resize(at.ids);
        wide.resize(at.wide);
    }

    std::vector<uint16_t> ids;
    std::vector<uint32_t> wide;  // those that `ids` has kWide for, in order
};

struct WideIds {
    using Mark = size_t;

    void push(uint32_t id) { ids.push_back(id); }
    Mark mark() const { return ids.size(); }
    void cut(Mark at) { ids.resize(at); }

    std::vector<uint32_t> ids;
};

// Every maximal boundary is one 0; a text that is not empty ends with one.
struct Encoded : ScanResult, NarrowIds {
    void clear() {
        ScanResult::operator=({});
        cut({});
    }
};
struct EncodedKnown : ScanResult, WideIds {};

namespace detail {
// Keeps runs of boundaries down to one and lines revocable.
template <class Out>
class IdSink {
public:
    explicit IdSink(Out& out) : out_(out) {}
    void push(uint32_t id) { out_.push(id); }
    void boundary() {
        if (!out_.ids.empty() && out_.ids.back() != kBoundary) out_.ids.push_back(kBoundary);
    }
    void line_end() {
        ++out_.lines;
        line_start_ = out_.mark();
    }
    void drop_line() {
        out_.cut(line_start_);
        ++out_.dropped_lines;
    }

private:
    Out& out_;
    typename Out::Mark line_start_{};
};

struct InternSink : IdSink<Encoded> {
    InternSink(Encoded& out, Vocabulary& vocabulary) : IdSink(out), vocabulary(vocabulary) {}
    void unit(const char* first, const char* last, uint32_t code) { push(vocabulary.intern(first, last, code)); }
    void number(const char*, const char*) { push(vocabulary.intern(kNumber, kNumber + 1, kNumber[0])); }
    Vocabulary& vocabulary;
};

struct FindSink : IdSink<EncodedKnown> {
    FindSink(EncodedKnown& out, const Vocabulary& vocabulary, const char* begin, std::vector<uint64_t>* starts,
             std::vector<uint64_t>* ends)
        : IdSink(out), vocabulary(vocabulary), out(out), begin(begin), starts(starts), ends(ends) {}
    void unit(const char* first, const char* last, uint32_t code) { take(first, last, vocabulary.find(first, last, code)); }
    void number(const char* first, const char* last) {
        take(first, last, vocabulary.find(kNumber, kNumber + 1, kNumber[0]));
    }
    void take(const char* first, const char* last, uint32_t id) {
        push(id ? id : kUnknown);
        if (starts) mark(first, last);
    }
    void boundary() {
        IdSink::boundary();
        if (starts && starts->size() < out.ids.size()) mark(begin, begin);
    }
    void drop_line() {
        IdSink::drop_line();
        if (!starts) return;
        starts->resize(out.ids.size());
        ends->resize(out.ids.size());
    }
    void mark(const char* first, const char* last) {
        starts->push_back(first - begin);
        ends->push_back(last - begin);
    }
    const Vocabulary& vocabulary;
    EncodedKnown& out;
    const char* begin;
    std::vector<uint64_t>* starts;
    std::vector<uint64_t>* ends;
};
}  // namespace detail

// Gives new ids to new units and counts them.
class Encoder {
public:
    Encoder(UnitMode mode, OnInvalid on_invalid, bool numbers_alike) : scanner_(mode, on_invalid, numbers_alike) {}

    // Into `out`, whose memory is used again.
    void encode(const char* text, size_t size, Encoded& out) {
        out.clear();
        out.ids.reserve(size / 2 + 16);
        detail::InternSink sink(out, vocabulary_);
        const char* stop = scanner_.scan(text, text + size, sink);
        if (stop) out.invalid_at = stop - text;
        count(out);
    }

    // Takes over the units and counts of another encoder; result[its id] = id here.
    std::vector<uint32_t> absorb(const Encoder& other) {
        std::vector<uint32_t> here(other.vocabulary_.size() + 1, kBoundary);
        for (uint32_t id = 1; id < here.size(); ++id) here[id] = vocabulary_.intern(other.vocabulary_.text(id));
        counts_.resize(vocabulary_.size() + 1);
        for (uint32_t id = 1; id < other.counts_.size(); ++id) counts_[here[id]] += other.counts_[id];
        return here;
    }

    const Vocabulary& vocabulary() const { return vocabulary_; }
    const std::vector<uint64_t>& counts() const { return counts_; }

private:
    void count(const NarrowIds& text) {
        counts_.resize(vocabulary_.size() + 1);
        for (uint16_t id : text.ids) ++counts_[id];
        if (text.wide.empty()) return;
        counts_[kWide] -= text.wide.size();
        for (uint32_t id : text.wide) ++counts_[id];
    }

    Scanner scanner_;
    Vocabulary vocabulary_;
    std::vector<uint64_t> counts_;
};

// Ids of known units; kUnknown for the others. Fills `starts` and `ends` (when given) with
// the byte range of each id.
inline EncodedKnown encode_known(const Scanner& scanner, const Vocabulary& vocabulary, const char* text, size_t size,
                            std::vector<uint64_t>* starts = nullptr, std::vector<uint64_t>* ends = nullptr) {
    EncodedKnown out;
    detail::FindSink sink(out, vocabulary, text, starts, ends);
    const char* stop = scanner.scan(text, text + size, sink);
    if (stop) out.invalid_at = stop - text;
    return out;
}

// out[i] = map[ids[i]]. `wide` has the ids that `ids` has kWide for; what 16 bits cannot hold goes
// to `rest` in the same way. `out` may be `ids`.
template <class To>
void remap(const uint16_t* ids, size_t n, const uint32_t* wide, const uint32_t* map, To* out,
           std::vector<uint32_t>& rest) {
    for (size_t i = 0; i < n; ++i) {
        const uint32_t to = map[ids[i] == kWide ? *wide++ : ids[i]];
        out[i] = static_cast<To>(to);
        if constexpr (sizeof(To) == sizeof(kWide)) {
            if (to < kWide) continue;
            out[i] = kWide;
            rest.push_back(to);
        }
    }
}

}  // namespace minent

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

struct Encoded {
    std::vector<uint32_t> ids;  // every maximal boundary is one 0; ends with one unless empty
    uint64_t lines = 0;         // line ends seen
    uint64_t dropped_lines = 0;
    int64_t invalid_at = -1;    // byte offset of the first invalid byte, when told to stop there
};

namespace detail {
// Keeps runs of boundaries down to one and lines revocable.
class IdSink {
public:
    explicit IdSink(Encoded& out) : out_(out) {}
    void push(uint32_t id) { out_.ids.push_back(id); }
    void boundary() {
        if (!out_.ids.empty() && out_.ids.back() != kBoundary) out_.ids.push_back(kBoundary);
    }
    void line_end() {
        ++out_.lines;
        line_start_ = out_.ids.size();
    }
    void drop_line() {
        out_.ids.resize(line_start_);
        ++out_.dropped_lines;
    }

private:
    Encoded& out_;
    size_t line_start_ = 0;
};

struct InternSink : IdSink {
    InternSink(Encoded& out, Vocabulary& vocabulary) : IdSink(out), vocabulary(vocabulary) {}
    void unit(const char* first, const char* last, uint32_t code) { push(vocabulary.intern(first, last, code)); }
    void number(const char*, const char*) { push(vocabulary.intern(kNumber, kNumber + 1, kNumber[0])); }
    Vocabulary& vocabulary;
};

struct FindSink : IdSink {
    FindSink(Encoded& out, const Vocabulary& vocabulary, const char* begin, std::vector<uint64_t>* starts,
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
    Encoded& out;
    const char* begin;
    std::vector<uint64_t>* starts;
    std::vector<uint64_t>* ends;
};
}  // namespace detail

// Gives new ids to new units and counts them.
class Encoder {
public:
    Encoder(UnitMode mode, OnInvalid on_invalid, bool numbers_alike) : scanner_(mode, on_invalid, numbers_alike) {}

    Encoded encode(const char* text, size_t size) {
        Encoded out;
        out.ids.reserve(size / 2 + 16);
        detail::InternSink sink(out, vocabulary_);
        const char* stop = scanner_.scan(text, text + size, sink);
        if (stop) out.invalid_at = stop - text;
        counts_.resize(vocabulary_.size() + 1);
        for (uint32_t id : out.ids) ++counts_[id];
        return out;
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
    Scanner scanner_;
    Vocabulary vocabulary_;
    std::vector<uint64_t> counts_;
};

// Ids of known units; kUnknown for the others. Fills `starts` and `ends` (when given) with
// the byte range of each id.
inline Encoded encode_known(const Scanner& scanner, const Vocabulary& vocabulary, const char* text, size_t size,
                            std::vector<uint64_t>* starts = nullptr, std::vector<uint64_t>* ends = nullptr) {
    Encoded out;
    detail::FindSink sink(out, vocabulary, text, starts, ends);
    const char* stop = scanner.scan(text, text + size, sink);
    if (stop) out.invalid_at = stop - text;
    return out;
}

// out[i] = map[ids[i]], or `shared` where that is not below `shared`; those go to `rest`.
// `map` has n_map entries.
template <class From>
void remap_sharing(const From* ids, size_t n, const uint32_t* map, size_t n_map, uint16_t shared, uint16_t* out,
                   std::vector<uint32_t>& rest) {
    std::vector<uint16_t> narrow(n_map);  // half the size: more of it stays in the cache
    for (size_t id = 0; id < n_map; ++id) narrow[id] = static_cast<uint16_t>(std::min<uint32_t>(map[id], shared));
    for (size_t i = 0; i < n; ++i) {
        out[i] = narrow[ids[i]];
        if (out[i] == shared) rest.push_back(map[ids[i]]);
    }
}

// out[i] = map[ids[i]]
template <class From, class To>
void remap(const From* ids, size_t n, const uint32_t* map, To* out) {
    for (size_t i = 0; i < n; ++i) out[i] = static_cast<To>(map[ids[i]]);
}

}  // namespace minent

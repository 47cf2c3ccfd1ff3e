// Units of text <-> integer ids 1, 2, 3, ... (0 is the boundary).
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "../util/hash.hpp"
#include "char_class.hpp"
#include "utf8.hpp"

namespace minent {

class Vocabulary {
public:
    Vocabulary()
        : by_code_(static_cast<uint32_t*>(std::calloc(kCodePoints, sizeof(uint32_t))), &std::free), slots_(1u << 12, 0) {
        if (!by_code_) throw std::bad_alloc();
        offsets_.push_back(0);
    }

    uint32_t size() const { return static_cast<uint32_t>(offsets_.size() - 1); }

    std::string_view text(uint32_t id) const {
        return {bytes_.data() + offsets_[id - 1], offsets_[id] - offsets_[id - 1]};
    }

    // `code` is the code point of a unit that is one code point long, else 0.
    uint32_t intern(const char* first, const char* last, uint32_t code) {
        if (code) {
            uint32_t& id = by_code_.get()[code];
            if (!id) id = append(first, last);
            return id;
        }
        const uint64_t hash = hash_bytes(first, last - first);
        size_t slot = find_slot(first, last, hash);
        if (slots_[slot]) return slots_[slot];
        if (hashed_.size() * 2 >= slots_.size()) {
            grow();
            slot = find_slot(first, last, hash);
        }
        const uint32_t id = append(first, last);
        hashed_.push_back({id, hash});
        return slots_[slot] = id;
    }

    uint32_t intern(std::string_view text) {
        return intern(text.data(), text.data() + text.size(), single_code(text));
    }

    // 0 when the unit is not in the vocabulary.
    uint32_t find(const char* first, const char* last, uint32_t code) const {
        if (code) return by_code_.get()[code];
        return slots_[find_slot(first, last, hash_bytes(first, last - first))];
    }

    static uint32_t single_code(std::string_view text) {
        if (text.empty()) return 0;
        int length;
        const uint32_t code = decode_utf8(text.data(), text.data() + text.size(), length);
        return static_cast<size_t>(length) == text.size() && code != kInvalid ? code : 0;
    }

    // Ids by falling count, equal counts by their bytes (which is code point order). Units
    // that never occur are left out. Result: order[rank] = id.
    std::vector<uint32_t> canonical_order(const uint64_t* counts) const {
        struct Entry {
            uint64_t count, prefix;
            uint32_t id;
        };
        std::vector<Entry> entries;
        for (uint32_t id = 1; id <= size(); ++id)
            if (counts[id]) entries.push_back({counts[id], first_bytes(text(id)), id});
        std::sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
            if (a.count != b.count) return a.count > b.count;
            return a.prefix != b.prefix ? a.prefix < b.prefix : text(a.id) < text(b.id);
        });
        std::vector<uint32_t> order;
        order.reserve(entries.size());
        for (const Entry& entry : entries) order.push_back(entry.id);
        return order;
    }

private:
    struct Hashed {
        uint32_t id;
        uint64_t hash;
    };

    // A number that orders texts as their first eight bytes do: few comparisons need more.
    static uint64_t first_bytes(std::string_view text) {
        uint64_t bytes = 0;
        for (size_t i = 0; i < 8; ++i) bytes = bytes << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
        return bytes;
    }

    uint32_t append(const char* first, const char* last) {
        if (size() == 0xFFFFFFFEu) throw std::length_error("more than 2^32 - 2 distinct units");
        bytes_.insert(bytes_.end(), first, last);
        offsets_.push_back(bytes_.size());
        return size();
    }

    size_t find_slot(const char* first, const char* last, uint64_t hash) const {
        const std::string_view wanted(first, last - first);
        size_t slot = hash & (slots_.size() - 1);
        while (slots_[slot] && text(slots_[slot]) != wanted) slot = (slot + 1) & (slots_.size() - 1);
        return slot;
    }

    void grow() {
        slots_.assign(slots_.size() * 2, 0);
        for (const Hashed& h : hashed_) {
            size_t slot = h.hash & (slots_.size() - 1);
            while (slots_[slot]) slot = (slot + 1) & (slots_.size() - 1);
            slots_[slot] = h.id;
        }
    }

    std::unique_ptr<uint32_t, decltype(&std::free)> by_code_;
    std::vector<uint32_t> slots_;
    std::vector<Hashed> hashed_;
    std::vector<char> bytes_;
    std::vector<uint64_t> offsets_;
};

}  // namespace minent

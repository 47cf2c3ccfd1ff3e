// Names -> 0, 1, 2, ... in the order in which they come.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "../util/bits.hpp"
#include "../util/hash.hpp"

namespace minent {

// Open addressing. A slot says where its name is, so a look-up goes to two places in memory: the
// slot, which can be prefetched, and the name.
class NameTable {
public:
    NameTable() : slots_(size_t(1) << 10) {}

    uint32_t size() const { return static_cast<uint32_t>(begins_.size()); }

    std::string_view name(uint32_t id) const {
        const uint64_t end = id + 1 < size() ? begins_[id + 1] : text_.size();
        return {text_.data() + begins_[id], static_cast<size_t>(end - begins_[id])};
    }

    void prefetch(std::string_view name) const {
        minent::prefetch(&slots_[hash_bytes(name.data(), name.size()) & (slots_.size() - 1)]);
    }

    uint32_t intern(std::string_view name) {
        const uint64_t hash = hash_bytes(name.data(), name.size());
        const uint32_t tag = static_cast<uint32_t>(hash >> 32);
        size_t at = hash & (slots_.size() - 1);
        for (; slots_[at].place; at = (at + 1) & (slots_.size() - 1)) {
            const Slot& slot = slots_[at];
            if (slot.tag == tag && slot.size == name.size() && name.compare({text_.data() + slot.begin, name.size()}) == 0)
                return slot.place - 1;
        }
        if (size() >= 0xFFFFFFFEu) throw std::length_error("more than 2^32 - 2 names");
        const uint64_t begin = text_.size();
        text_.append(name);
        begins_.push_back(begin);
        slots_[at] = {begin, name.size(), tag, size()};
        if (begins_.size() * 2 > slots_.size()) grow();
        return size() - 1;
    }

private:
    struct Slot {
        uint64_t begin = 0;
        uint64_t size = 0;
        uint32_t tag = 0;
        uint32_t place = 0;  // id + 1; 0: free
    };

    void grow() {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& slot : old) {
            if (!slot.place) continue;
            const std::string_view text = name(slot.place - 1);
            size_t at = hash_bytes(text.data(), text.size()) & (slots_.size() - 1);
            while (slots_[at].place) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = slot;
        }
    }

    std::vector<Slot> slots_;
    std::vector<uint64_t> begins_;
    std::string text_;
};

}  // namespace minent

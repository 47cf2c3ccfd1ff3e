// Open-addressing map from 64-bit keys to small values; keys must not be all ones.
#pragma once

#include <cstdint>
#include <vector>

#include "bits.hpp"
#include "hash.hpp"

namespace minent {

template <class Value>
class FlatMap {
public:
    static constexpr uint64_t kEmpty = ~uint64_t(0);

    struct Slot {
        uint64_t key;
        Value value;
    };

    FlatMap() : slots_(16, Slot{kEmpty, Value()}) {}

    // A default-made value is inserted for a new key. The reference lives until the next call.
    Value& operator[](uint64_t key) {
        size_t at = locate(key);
        if (slots_[at].key == kEmpty) {
            if ((size_ + 1) * 2 > slots_.size()) {
                grow();
                at = locate(key);
            }
            slots_[at].key = key;
            ++size_;
        }
        return slots_[at].value;
    }

    const Value* find(uint64_t key) const {
        const Slot& slot = slots_[locate(key)];
        return slot.key == kEmpty ? nullptr : &slot.value;
    }

    // Brings the place of a key closer, for a look-up soon.
    void prefetch(uint64_t key) const { minent::prefetch(&slots_[mix64(key) & (slots_.size() - 1)]); }

    template <class Visit>
    void for_each(Visit&& visit) const {
        for (const Slot& slot : slots_)
            if (slot.key != kEmpty) visit(slot.key, slot.value);
    }

private:
    size_t locate(uint64_t key) const {
        const size_t mask = slots_.size() - 1;
        size_t at = mix64(key) & mask;
        while (slots_[at].key != kEmpty && slots_[at].key != key) at = (at + 1) & mask;
        return at;
    }

    void grow() {
        std::vector<Slot> old(slots_.size() * 2, Slot{kEmpty, Value()});
        old.swap(slots_);
        for (const Slot& slot : old)
            if (slot.key != kEmpty) slots_[locate(slot.key)] = slot;
    }

    std::vector<Slot> slots_;
    size_t size_ = 0;
};

}  // namespace minent

// How often each unit occurs beside an n-gram.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "neighbour_entropy.hpp"

namespace minent {

// Ids are 0 .. n_units. `touched` lists the ids with a count, so that clearing costs no more
// than filling.
struct Histogram {
    explicit Histogram(uint32_t n_units) : count(n_units + 1, 0), touched(n_units + 2) {}

    // Adds units with everything the loop needs in registers, and no branch.
    class Tally {
    public:
        explicit Tally(Histogram& target)
            : target_(target), count_(target.count.data()), touched_(target.touched.data()), size_(target.size) {}
        ~Tally() { target_.size = size_; }
        Tally(const Tally&) = delete;
        Tally& operator=(const Tally&) = delete;

        void add(uint32_t unit) {
            touched_[size_] = unit;
            size_ += count_[unit]++ == 0;
        }

    private:
        Histogram& target_;
        uint32_t* count_;
        uint32_t* touched_;
        size_t size_;
    };

    // hapax_id stands for units that occur once in the whole text: each is a neighbour of its own.
    NeighbourEntropy neighbours(uint32_t hapax_id) const {
        NeighbourEntropy sum;
        for (size_t i = 0; i < size; ++i) {
            if (hapax_id && touched[i] == hapax_id)
                sum.add_singletons(count[hapax_id]);
            else
                sum.add(count[touched[i]]);
        }
        return sum;
    }

    void clear() {
        for (size_t i = 0; i < size; ++i) count[touched[i]] = 0;
        size = 0;
    }

    std::vector<uint32_t> count, touched;
    size_t size = 0;
};

}  // namespace minent

// Where phrases occur in a text, up to a number of places each.
#pragma once

#include <cstdint>
#include <vector>

#include "phrase_trie.hpp"

namespace minent {

struct PhrasePlaces {
    std::vector<int64_t> phrase;
    std::vector<int64_t> first, last;  // units ids[first] .. ids[last]
};

// wanted[p] is lowered for each place of phrase p; ids[0, n) ends with a boundary.
inline PhrasePlaces find_phrases(const PhraseTrie& trie, const uint32_t* ids, size_t n, int64_t* wanted) {
    PhrasePlaces places;
    for (size_t i = 0; i < n; ++i) {
        PhraseTrie::Place place = trie.root(ids[i]);
        for (size_t last = i;;) {
            if (place.phrase != PhraseTrie::kNoPhrase && wanted[place.phrase] > 0) {
                --wanted[place.phrase];
                places.phrase.push_back(place.phrase);
                places.first.push_back(static_cast<int64_t>(i));
                places.last.push_back(static_cast<int64_t>(last));
            }
            if (place.node == PhraseTrie::kNowhere || !ids[++last]) break;
            place = trie.child(place.node, ids[last]);
        }
    }
    return places;
}

}  // namespace minent

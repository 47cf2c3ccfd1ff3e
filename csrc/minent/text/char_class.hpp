// Character classes: what belongs to a unit of text and what ends one.
#pragma once

#include <cstdint>
#include <vector>

namespace minent {

enum class CharClass : uint8_t {
    Boundary,      // punctuation, symbols, controls: nothing is counted across
    LineEnd,       // '\n'
    Space,         // a boundary between characters, a separator between tokens
    Letter,        // scripts written with spaces
    Digit,         // decimal digits of any script
    Unspaced,      // Han, kana, Hangul, Thai, Lao, Khmer, Myanmar, ...
    Extend,        // combining marks: belong to the unit before them
    Linker,        // marks that also bind the letter after them
    Joiner,        // apostrophe, hyphen, underscore: inside a token only
    DecimalPoint,  // '.' and ',': between the digits of a token only
};

constexpr uint32_t kCodePoints = 0x110000;

// Class of every code point, 1.1 MB, filled once.
inline const uint8_t* char_classes() {
    struct Range {
        uint32_t first, last;
        CharClass cls;
    };
    static const std::vector<uint8_t> table = [] {
        static const Range ranges[] = {
#include "char_ranges.inc"
        };
        std::vector<uint8_t> classes(kCodePoints, static_cast<uint8_t>(CharClass::Boundary));
        for (const Range& r : ranges)
            for (uint32_t c = r.first; c <= r.last; ++c) classes[c] = static_cast<uint8_t>(r.cls);
        return classes;
    }();
    return table.data();
}

}  // namespace minent

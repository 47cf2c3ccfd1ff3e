// Strict UTF-8 decoding, one code point at a time.
#pragma once

#include <cstddef>
#include <cstdint>

namespace minent {

constexpr uint32_t kInvalid = 0xFFFFFFFFu;

namespace detail {
inline bool continues(unsigned char b) { return (b & 0xC0) == 0x80; }
}  // namespace detail

// Decodes the code point at p (p < end) and sets `length` to its bytes. Returns kInvalid
// with length 1 for anything RFC 3629 forbids: overlong forms, surrogates, > U+10FFFF,
// truncated or stray bytes.
inline uint32_t decode_utf8(const char* p, const char* end, int& length) {
    const auto* s = reinterpret_cast<const unsigned char*>(p);
    const std::ptrdiff_t left = end - p;
    const unsigned char b = s[0];
    if (b < 0x80) {
        length = 1;
        return b;
    }
    if (b >= 0xE0 && b < 0xF0 && left >= 3 && detail::continues(s[1]) && detail::continues(s[2])) {
        const uint32_t c = (uint32_t(b & 0x0F) << 12) | (uint32_t(s[1] & 0x3F) << 6) | (s[2] & 0x3F);
        if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) {
            length = 3;
            return c;
        }
    } else if (b >= 0xC2 && b < 0xE0 && left >= 2 && detail::continues(s[1])) {
        length = 2;
        return (uint32_t(b & 0x1F) << 6) | (s[1] & 0x3F);
    } else if (b >= 0xF0 && b < 0xF5 && left >= 4 && detail::continues(s[1]) && detail::continues(s[2]) &&
               detail::continues(s[3])) {
        const uint32_t c = (uint32_t(b & 0x07) << 18) | (uint32_t(s[1] & 0x3F) << 12) |
                           (uint32_t(s[2] & 0x3F) << 6) | (s[3] & 0x3F);
        if (c >= 0x10000 && c < 0x110000) {
            length = 4;
            return c;
        }
    }
    length = 1;
    return kInvalid;
}

}  // namespace minent

// Lines of text with numbers, appended to a string without a detour over streams.
#pragma once

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <string>
#include <system_error>

namespace minent {

inline void append_whole(std::string& out, int64_t value) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

// As printf("%.9g") in the C locale.
inline void append_short(std::string& out, double value) {
    char digits[40];
#if defined(__cpp_lib_to_chars) && __cpp_lib_to_chars >= 201611L
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, 9).ptr);
#else
    const int size = std::snprintf(digits, sizeof digits, "%.9g", value);
    for (int i = 0; i < size; ++i) out += digits[i] == ',' ? '.' : digits[i];  // the locale of the process
#endif
}

}  // namespace minent

// Lines of text with numbers, appended to a string without a detour over streams.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <system_error>

namespace minent {

inline void append_whole(std::string& out, int64_t value) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

// As printf in the C locale, whatever that of the process.
inline void append_printed(std::string& out, const char* format, double value) {
    char text[340];  // the greatest double has 309 digits before the point
    const int size = std::snprintf(text, sizeof text, format, value);
    for (int i = 0; i < size; ++i) out += text[i] == ',' ? '.' : text[i];
}

// As printf("%.9g").
inline void append_short(std::string& out, double value) {
#if defined(__cpp_lib_to_chars) && __cpp_lib_to_chars >= 201611L
    char digits[40];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, 9).ptr);
#else
    append_printed(out, "%.9g", value);
#endif
}

// Four decimals, rounded as printf rounds: what lies between two is told apart exactly.
inline void append_decimal(std::string& out, double value) {
    constexpr double kSmall = 1e6, kHalf = 0.5, kDoubt = 1e-5;
    if (std::isnan(value)) {
        out += "nan";
        return;
    }
    const double scaled = std::fabs(value) * 1e4;
    const double whole = std::floor(scaled);
    const double rest = scaled - whole;
    if (!(scaled < kSmall * 1e4) || std::fabs(rest - kHalf) < kDoubt) {
        append_printed(out, "%.4f", value);
        return;
    }
    uint64_t number = static_cast<uint64_t>(whole) + (rest > kHalf);
    if (std::signbit(value)) out += '-';
    append_whole(out, static_cast<int64_t>(number / 10000));
    char decimals[5] = {'.', '0', '0', '0', '0'};
    number %= 10000;
    for (int i = 4; i > 0; --i, number /= 10) decimals[i] = static_cast<char>('0' + number % 10);
    out.append(decimals, 5);
}

}  // namespace minent

// Numbers that are not whole as text.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>

#include "text_out.hpp"

namespace minent {

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
        char text[340];  // the greatest double has 309 digits before the point
        out.append(text, std::snprintf(text, sizeof(text), "%.4f", value));
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

// Lines of a graph file: fields, whole numbers, weights. Every line ends with '\n', so scanning
// needs no other end.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

#include "../text/utf8.hpp"

namespace minent {

// What a line is at fault for; the binding and its messages know the names.
enum class Fault {
    kNone, kOneField, kManyFields, kNoWeight, kNegative, kInfinite, kNotText, kOutside, kNoNumber, kTooManyNodes,
    kEmptyName, kNoVertex, kTooManyRows, kOddRow
};

inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
inline bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

inline std::string_view trimmed(const char* p, const char* e) {
    while (p < e && is_blank(*p)) ++p;
    while (p < e && is_blank(e[-1])) --e;
    return {p, static_cast<size_t>(e - p)};
}

// Up to the next blank or the end; moves p behind it.
inline std::string_view next_field(const char*& p, const char* end) {
    while (p < end && is_blank(*p)) ++p;
    const char* begin = p;
    while (p < end && !is_blank(*p)) ++p;
    return {begin, static_cast<size_t>(p - begin)};
}

// UTF-8 without control characters.
inline bool is_text(std::string_view field) {
    const char* end = field.data() + field.size();
    for (const char* p = field.data(); p < end;) {
        int length;
        const uint32_t code = decode_utf8(p, end, length);
        if (code == kInvalid || code < 0x20 || code == 0x7F) return false;
        p += length;
    }
    return true;
}

// Digits without sign and leading zeros, below 2^63: numbers that their text gives back exactly.
inline bool parse_whole(std::string_view field, uint64_t& value) {
    if (field.empty() || field.size() > 19 || (field[0] == '0' && field.size() > 1)) return false;
    value = 0;
    for (const char c : field) {
        if (!is_digit(c)) return false;
        value = value * 10 + static_cast<uint64_t>(c - '0');
    }
    return value >> 63 == 0;
}

enum class Number { kNone, kNegative, kInfinite, kFine };

inline bool convert_double(std::string_view field, double& value) {
#if defined(__cpp_lib_to_chars) && __cpp_lib_to_chars >= 201611L
    const auto result = std::from_chars(field.data(), field.data() + field.size(), value);
    if (result.ptr != field.data() + field.size()) return false;
    if (result.ec != std::errc::result_out_of_range) return result.ec == std::errc();
#else
    for (const char c : field)
        if (c == 'x' || c == 'X') return false;
#endif
    // Out of range: strtod says whether too large or too small.
    const std::string copy(field);
    char* end;
    value = std::strtod(copy.c_str(), &end);
    return end == copy.c_str() + copy.size();
}

inline Number parse_weight(std::string_view field, double& value) {
    if (!field.empty() && field[0] == '+' && field.size() > 1 && field[1] != '-') field.remove_prefix(1);
    if (field.empty() || !convert_double(field, value)) return Number::kNone;
    if (!std::isfinite(value)) return Number::kInfinite;
    return value < 0 ? Number::kNegative : Number::kFine;
}

// Digits with at most one point, at most 15 of them: mantissa and power of ten are exact in a
// double, so one division rounds correctly (Clinger 1990). Moves p behind the number.
inline bool scan_decimal(const char*& p, double& value) {
    static constexpr double kPowers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                         1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char* q = p;
    uint64_t mantissa = 0;
    int digits = 0, decimals = 0;
    for (; is_digit(*q) && digits < 16; ++q, ++digits) mantissa = mantissa * 10 + static_cast<uint64_t>(*q - '0');
    if (*q == '.')
        for (++q; is_digit(*q) && digits < 16; ++q, ++digits, ++decimals)
            mantissa = mantissa * 10 + static_cast<uint64_t>(*q - '0');
    if (digits == 0 || digits > 15) return false;
    value = decimals ? static_cast<double>(mantissa) / kPowers[decimals] : static_cast<double>(mantissa);
    p = q;
    return true;
}

// The fields of a line, up to 4. `separator` 0 is white space; then a third or later field that
// begins with # or % begins a comment.
struct Fields {
    static constexpr int kMost = 4;
    std::string_view at[kMost];
    int n = 0;
    std::string unquoted[kMost];

    void split(std::string_view line, char separator) {
        n = 0;
        if (line.empty()) return;
        const char* p = line.data();
        const char* end = p + line.size();
        if (separator)
            split_at(p, end, separator);
        else
            split_blank(p, end);
    }

private:
    void split_blank(const char* p, const char* end) {
        while (n < kMost) {
            while (p < end && is_blank(*p)) ++p;
            if (p == end || (n >= 2 && (*p == '#' || *p == '%'))) return;
            const char* begin = p;
            while (p < end && !is_blank(*p)) ++p;
            at[n++] = {begin, static_cast<size_t>(p - begin)};
        }
    }

    void split_at(const char* p, const char* end, char separator) {
        while (n < kMost) {
            while (p < end && is_blank(*p) && *p != separator) ++p;
            if (separator == ',' && p < end && *p == '"') {
                p = unquote(p, end);
            } else {
                const char* begin = p;
                while (p < end && *p != separator) ++p;
                at[n++] = trimmed(begin, p);
            }
            if (p == end) return;
            ++p;
        }
    }

    // A field in quotes, in which a doubled quote stands for one; what follows up to the separator
    // belongs to the field, as a quote that is not closed does.
    const char* unquote(const char* p, const char* end) {
        std::string& text = unquoted[n];
        text.clear();
        for (++p; p < end; ++p) {
            if (*p == '"' && !(p + 1 < end && p[1] == '"')) break;
            if (*p == '"') ++p;
            text += *p;
        }
        if (p < end) ++p;
        const char* begin = p;
        while (p < end && *p != ',') ++p;
        text += trimmed(begin, p);
        at[n++] = text;
        return p;
    }
};

}  // namespace minent

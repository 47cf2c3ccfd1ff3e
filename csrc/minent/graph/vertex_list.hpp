// The vertices that a Pajek file lists: number [name [...]] a line.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fields.hpp"

namespace minent {

struct VertexList {
    std::vector<int64_t> ids, lines, ends;  // name i ends at ends[i] of text
    std::string text;
    Fault fault = Fault::kNone;  // of the last line

    // False when the line is at fault. A name in quotes may hold quotes and blanks; a vertex without
    // name is called by its number.
    bool add(std::string_view line, int64_t line_number) {
        const char *p = line.data(), *end = p + line.size();
        const std::string_view number = next_field(p, end);
        uint64_t value = 0;
        while (p < end && is_blank(*p)) ++p;
        std::string_view name = p < end && *p == '"' ? quoted(p, end) : next_field(p, end);
        if (name.empty()) name = number;
        fault = !parse_whole(number, value) ? Fault::kNoVertex : !is_text(name) ? Fault::kNotText : Fault::kNone;
        if (fault != Fault::kNone) return false;
        ids.push_back(static_cast<int64_t>(value));
        lines.push_back(line_number);
        text += name;
        ends.push_back(static_cast<int64_t>(text.size()));
        return true;
    }

private:
    // Up to the first quote before a blank that leaves no quote without its other, else to the last.
    static std::string_view quoted(const char* p, const char* end) {
        const char* begin = p + 1;
        const char* last = nullptr;
        auto quotes_behind = std::count(begin, end, '"');
        for (const char* q = begin; q < end; ++q) {
            if (*q != '"') continue;
            last = q;
            if (--quotes_behind % 2 == 0 && (q + 1 == end || is_blank(q[1]))) break;
        }
        return {begin, static_cast<size_t>((last ? last : end) - begin)};
    }
};

}  // namespace minent

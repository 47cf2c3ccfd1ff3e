// The lines of partition files (.tree, .clu): one a node.
#pragma once

#include <cstdint>
#include <string>

#include "text_out.hpp"

namespace minent {

struct NodeNames {
    const char* text;        // null: the numbers of the nodes
    const int64_t* offsets;  // name i is text[offsets[i]] to text[offsets[i + 1]]
};

// ids: numbers of the nodes; null: 0, 1, ...
// path flow "name" number, for nodes[0..size); a path ends before its first 0.
inline void tree_lines(const int32_t* paths, int64_t depth, const double* flow, const int64_t* ids,
                       const NodeNames& names, const int64_t* nodes, int64_t size, std::string& out) {
    for (int64_t i = 0; i < size; ++i) {
        const int64_t node = nodes[i];
        const int32_t* path = paths + node * depth;
        for (int64_t level = 0; level < depth && path[level]; ++level) {
            if (level) out += ':';
            append_whole(out, path[level]);
        }
        out += ' ';
        append_short(out, flow[node]);
        out += " \"";
        if (names.text)
            out.append(names.text + names.offsets[node], static_cast<size_t>(names.offsets[node + 1] - names.offsets[node]));
        else
            append_whole(out, ids ? ids[node] : node);
        out += "\" ";
        append_whole(out, ids ? ids[node] : node);
        out += '\n';
    }
}

// number module flow.
inline void clu_lines(const int32_t* modules, const double* flow, const int64_t* ids, const int64_t* nodes,
                      int64_t size, std::string& out) {
    for (int64_t i = 0; i < size; ++i) {
        const int64_t node = nodes[i];
        append_whole(out, ids ? ids[node] : node);
        out += ' ';
        append_whole(out, modules[node]);
        out += ' ';
        append_short(out, flow[node]);
        out += '\n';
    }
}

}  // namespace minent

// Lines of edge lists, Pajek sections, Matrix Market entries and METIS rows -> edges.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "edge_store.hpp"
#include "fields.hpp"
#include "node_ids.hpp"
#include "vertex_list.hpp"

namespace minent {

struct EdgeSyntax {
    char separator = 0;      // 0: white space
    bool weights = true;     // false: what follows the second field is passed over
    bool attributes = false; // what follows the weight is passed over
    bool headings = false;   // a line that begins with * is no edge
    bool loops = true;       // false: self-loops get weight 0
};

enum class Section { kEdges, kArcs, kEdgeLists, kArcLists, kVertices, kRows };

class EdgeParser {
public:
    EdgeParser(const EdgeSyntax& syntax, int64_t node_limit) : syntax_(syntax), ids_(stores_, 2, node_limit) {}

    // Reads whole lines; the last byte must be '\n'. Returns how many bytes it took: all of them,
    // or those up to the end of a heading or a faulty line.
    size_t feed(const char* text, size_t size) {
        const char *p = text, *end = text + size;
        heading_ = {};
        while (p < end) {
            ++line_;
            if (section_ <= Section::kArcs && quick_edge(p)) continue;
            const char* begin = p;
            p = static_cast<const char*>(std::memchr(p, '\n', static_cast<size_t>(end - p))) + 1;
            const std::string_view line = trimmed(begin, p - 1);
            if (is_comment(line)) continue;
            if (syntax_.headings && !line.empty() && line[0] == '*') {
                heading_ = line;
                break;
            }
            fault_ = read_line(line);
            if (fault_ != Fault::kNone) break;
        }
        return static_cast<size_t>(p - text);
    }

    void begin(Section section) { section_ = section; }

    // METIS rows of n nodes: numbers before the neighbours of a row, and whether these have weights.
    void begin_rows(int64_t n, int64_t n_leading, bool weighted) {
        section_ = Section::kRows;
        ids_.declare_range(1, n);
        rows_ = n;
        leading_ = n_leading;
        row_weights_ = weighted;
    }

    void skip_lines(int64_t n) { line_ += n; }
    NodeIds& ids() { return ids_; }
    const VertexList& vertices() const { return vertices_; }
    std::string_view heading() const { return heading_; }
    Fault fault() const { return fault_; }
    const std::string& fault_text() const { return fault_text_; }
    int64_t line() const { return line_; }
    int64_t row() const { return row_; }
    int64_t n_zeros() const { return zeros_; }
    int64_t n_loops() const { return loops_; }
    uint64_t n_edges() const { return stores_[0].size(); }
    uint64_t n_arcs() const { return stores_[1].size(); }

    void add_spans(bool edges_both, bool arcs_both, std::vector<EdgeSpan>& spans) const {
        stores_[0].add_spans(edges_both, spans);
        stores_[1].add_spans(arcs_both, spans);
    }

private:
    bool is_comment(std::string_view line) const {
        if (line.empty()) return section_ != Section::kRows;
        return line[0] == '%' || (line[0] == '#' && section_ != Section::kRows);
    }

    Fault read_line(std::string_view line) {
        switch (section_) {
            case Section::kVertices: return vertices_.add(line, line_) ? Fault::kNone : blame(vertices_.fault, line);
            case Section::kEdgeLists:
            case Section::kArcLists: return read_list(line);
            case Section::kRows: return read_row(line);
            default: return read_edge(line);
        }
    }

    void add(int32_t u, int32_t v, double w) {
        zeros_ += w == 0;
        if (u == v) {
            ++loops_;
            if (!syntax_.loops) w = 0;
        }
        const bool arc = section_ == Section::kArcs || section_ == Section::kArcLists;
        stores_[arc].push(u, v, w);
    }

    bool is_gap(char c) const { return c == ' ' || (c == '\t' && syntax_.separator != '\t'); }

    // The common line: two numbers that need no look-up, and perhaps a simple weight. False leaves
    // p where it was.
    bool quick_edge(const char*& p) {
        const char* q = p;
        int32_t u = 0, v = 0;
        double w = 1;
        while (is_gap(*q)) ++q;
        if (!quick_id(q, u) || !pass_separator(q) || !quick_id(q, v)) return false;
        if (*q != '\n' && *q != '\r') {
            if (!syntax_.weights) return false;
            const char* behind = q;
            while (is_gap(*q)) ++q;
            if (*q != '\n' && *q != '\r') {
                q = behind;
                if (!pass_separator(q) || !scan_decimal(q, w)) return false;
                while (is_gap(*q)) ++q;
            }
        }
        if (*q == '\r') ++q;
        if (*q != '\n') return false;
        add(u, v, w);
        p = q + 1;
        return true;
    }

    bool quick_id(const char*& q, int32_t& node) const {
        const char* begin = q;
        uint64_t value = 0;
        for (; is_digit(*q); ++q) value = value * 10 + static_cast<uint64_t>(*q - '0');
        const size_t digits = static_cast<size_t>(q - begin);
        if (digits == 0 || digits > 10 || (*begin == '0' && digits > 1)) return false;
        return ids_.quick(value, node);
    }

    bool pass_separator(const char*& q) const {
        const char* begin = q;
        while (is_gap(*q)) ++q;
        if (!syntax_.separator) return q > begin;
        if (*q != syntax_.separator) return false;
        for (++q; is_gap(*q);) ++q;
        return true;
    }

    Fault blame(Fault fault, std::string_view field) {
        fault_text_ = field.substr(0, 60);
        return is_text(field) || fault == Fault::kTooManyNodes ? fault : Fault::kNotText;
    }

    Fault check_name(std::string_view field) {
        if (field.empty()) return blame(Fault::kEmptyName, field);
        uint64_t value;
        return parse_whole(field, value) || is_text(field) ? Fault::kNone : blame(Fault::kNotText, field);
    }

    // Both ends of an edge.
    Fault find_nodes(std::string_view source, std::string_view target, int32_t& u, int32_t& v) {
        Fault fault = check_name(source);
        if (fault == Fault::kNone) fault = check_name(target);
        if (fault != Fault::kNone) return fault;
        ids_.admit(source);
        ids_.admit(target);
        fault = find_node(source, u);
        return fault == Fault::kNone ? find_node(target, v) : fault;
    }

    Fault find_node(std::string_view field, int32_t& node) {
        switch (ids_.resolve(field, node)) {
            case NodeIds::Found::kOutside: return blame(Fault::kOutside, field);
            case NodeIds::Found::kNoNumber: return blame(Fault::kNoNumber, field);
            case NodeIds::Found::kTooMany: return blame(Fault::kTooManyNodes, field);
            default: return Fault::kNone;
        }
    }

    Fault find_weight(std::string_view field, double& w) {
        switch (parse_weight(field, w)) {
            case Number::kNone: return blame(Fault::kNoWeight, field);
            case Number::kNegative: return blame(Fault::kNegative, field);
            case Number::kInfinite: return blame(Fault::kInfinite, field);
            default: return Fault::kNone;
        }
    }

    Fault read_edge(std::string_view line) {
        fields_.split(line, syntax_.separator);
        if (fields_.n < 2) return blame(Fault::kOneField, line);
        if (fields_.n > 3 && syntax_.weights && !syntax_.attributes) return blame(Fault::kManyFields, line);
        int32_t u = 0, v = 0;
        double w = 1;
        Fault fault = Fault::kNone;
        // The weight first: a line at fault must not name nodes.
        if (fields_.n > 2 && syntax_.weights) fault = find_weight(fields_.at[2], w);
        if (fault == Fault::kNone) fault = find_nodes(fields_.at[0], fields_.at[1], u, v);
        if (fault == Fault::kNone) add(u, v, w);
        return fault;
    }

    // A node and those it is linked with.
    Fault read_list(std::string_view line) {
        const char *p = line.data(), *end = p + line.size();
        const std::string_view source = next_field(p, end);
        int32_t u = 0, v = 0;
        Fault fault = Fault::kNone;
        if (p == end) {  // a node without links: an edge of weight 0
            fault = find_nodes(source, source, u, v);
            if (fault == Fault::kNone) stores_[0].push(u, v, 0);
        }
        while (fault == Fault::kNone && p < end) {
            fault = find_nodes(source, next_field(p, end), u, v);
            if (fault == Fault::kNone) add(u, v, 1);
        }
        return fault;
    }

    Fault read_row(std::string_view line) {
        if (row_ == rows_) return line.empty() ? Fault::kNone : blame(Fault::kTooManyRows, line);
        const int32_t u = static_cast<int32_t>(row_++);
        const char *p = line.data(), *end = p + line.size();
        double w;
        for (int64_t i = 0; i < leading_; ++i) {
            const Fault fault = find_weight(next_field(p, end), w);
            if (fault != Fault::kNone) return fault;
        }
        while (p < end) {
            int32_t v = 0;
            Fault fault = find_node(next_field(p, end), v);  // the nodes are known
            if (fault != Fault::kNone) return fault;
            w = 1;
            if (row_weights_) {
                const std::string_view field = next_field(p, end);
                fault = field.empty() ? blame(Fault::kOddRow, line) : find_weight(field, w);
                if (fault != Fault::kNone) return fault;
            }
            if (!syntax_.weights) w = 1;
            add(u, v, w);
        }
        return Fault::kNone;
    }

    EdgeSyntax syntax_;
    EdgeStore stores_[2];  // edges, arcs
    NodeIds ids_;
    VertexList vertices_;
    Fields fields_;
    Section section_ = Section::kEdges;
    int64_t line_ = 0, zeros_ = 0, loops_ = 0, rows_ = 0, row_ = 0, leading_ = 0;
    bool row_weights_ = false;
    std::string_view heading_;
    Fault fault_ = Fault::kNone;
    std::string fault_text_;
};

}  // namespace minent

// Edges as they are read: chunks that never move, 8 bytes an edge, 16 in chunks with weights.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "../util/pages.hpp"
#include "csr.hpp"

namespace minent {

class EdgeStore {
public:
    void push(int32_t u, int32_t v, double w) {
        if (fill_ == kChunk) grow();
        sources_[fill_] = u;
        targets_[fill_] = v;
        if (w != 1.0 && !weights_) begin_weights();
        if (weights_) weights_[fill_] = w;
        ++fill_;
    }

    uint64_t size() const { return chunks_.empty() ? 0 : (chunks_.size() - 1) * uint64_t(kChunk) + fill_; }

    // f(u) for both ends of all edges, in the order in which they came.
    template <class F>
    void for_each_end(F&& f) {
        for (size_t c = 0; c < chunks_.size(); ++c)
            for (size_t i = 0, n = filled(c); i < n; ++i) {
                f(chunks_[c].sources.get()[i]);
                f(chunks_[c].targets.get()[i]);
            }
    }

    void add_spans(bool both, std::vector<EdgeSpan>& spans) const {
        for (size_t c = 0; c < chunks_.size(); ++c) {
            const Chunk& chunk = chunks_[c];
            if (filled(c)) spans.push_back({chunk.sources.get(), chunk.targets.get(), chunk.weights.get(), filled(c), both});
        }
    }

private:
    static constexpr size_t kChunk = size_t(1) << 16;

    struct Chunk {
        Pages<int32_t> sources, targets;
        Pages<double> weights;
    };

    size_t filled(size_t chunk) const { return chunk + 1 == chunks_.size() ? fill_ : kChunk; }

    void grow() {
        Chunk chunk;
        chunk.sources = Pages<int32_t>(kChunk);
        chunk.targets = Pages<int32_t>(kChunk);
        chunks_.push_back(std::move(chunk));
        sources_ = chunks_.back().sources.get();
        targets_ = chunks_.back().targets.get();
        weights_ = nullptr;
        fill_ = 0;
    }

    void begin_weights() {
        chunks_.back().weights = Pages<double>(kChunk);
        weights_ = chunks_.back().weights.get();
        std::fill(weights_, weights_ + fill_, 1.0);
    }

    std::vector<Chunk> chunks_;
    int32_t* sources_ = nullptr;
    int32_t* targets_ = nullptr;
    double* weights_ = nullptr;
    size_t fill_ = kChunk;  // of the last chunk
};

}  // namespace minent

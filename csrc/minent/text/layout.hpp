// How text lies in memory as unit ids.
#pragma once

#include <cstddef>
#include <cstdint>

namespace minent {

// Between units that nothing may be counted across, and before and behind the text.
constexpr uint32_t kBoundary = 0;

// A text is preceded by one boundary and followed by this many, so that kernels may read
// the units around any unit without looking for the end.
constexpr size_t kPadding = 8;

}  // namespace minent

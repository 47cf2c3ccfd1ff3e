// The stretches of a text between boundaries.
#pragma once

#include <cstddef>

namespace minent {

// Calls visit(first, n) for each maximal run of ids that are not 0 in ids[begin, end), which ends with a boundary.
template <class Id, class Visit>
void for_each_run(const Id* ids, size_t begin, size_t end, Visit&& visit) {
    while (begin < end) {
        if (ids[begin] == 0) {
            ++begin;
            continue;
        }
        size_t run_end = begin;
        while (ids[run_end]) ++run_end;
        visit(begin, run_end - begin);
        begin = run_end;
    }
}

}  // namespace minent

// Large arrays on huge pages: reading them in no order misses the TLB on every access with 4 KiB pages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <utility>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace minent {

template <class T>
struct HugeAllocator {
    using value_type = T;
    static constexpr size_t kHuge = size_t(1) << 21, kLine = 64;

    HugeAllocator() = default;
    template <class U>
    HugeAllocator(const HugeAllocator<U>&) {}

    static std::align_val_t alignment(size_t bytes) { return std::align_val_t(bytes >= 2 * kHuge ? kHuge : kLine); }

    T* allocate(size_t n) {
        if (n > std::numeric_limits<size_t>::max() / sizeof(T)) throw std::bad_alloc();
        const size_t bytes = n * sizeof(T);
        void* const data = ::operator new(bytes, alignment(bytes));
#if defined(__linux__) && defined(MADV_HUGEPAGE)
        if (bytes >= 2 * kHuge) madvise(data, bytes / kHuge * kHuge, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(data);
    }
    // Numbers that no value is given for stay as the memory is: what is never written to takes none.
    template <class U>
    void construct(U* place) {
        ::new (static_cast<void*>(place)) U;
    }
    template <class U, class... Values>
    void construct(U* place, Values&&... values) {
        ::new (static_cast<void*>(place)) U(std::forward<Values>(values)...);
    }
    void deallocate(T* data, size_t n) { ::operator delete(data, alignment(n * sizeof(T))); }

    template <class U>
    bool operator==(const HugeAllocator<U>&) const {
        return true;
    }
    template <class U>
    bool operator!=(const HugeAllocator<U>&) const {
        return false;
    }
};

template <class T>
using HugeVector = std::vector<T, HugeAllocator<T>>;
using Ids = HugeVector<int32_t>;

}  // namespace minent

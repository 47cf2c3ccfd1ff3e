// Uninitialised scratch memory that only grows and does not keep its content.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <type_traits>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace minent {

template <class T>
class Buffer {
    static_assert(std::is_trivially_copyable<T>::value, "raw memory");

public:
    Buffer() = default;
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    ~Buffer() { std::free(data_); }

    void reserve(size_t n) {
        if (n <= capacity_) return;
        std::free(data_);
        data_ = nullptr;
        capacity_ = 0;
        data_ = static_cast<T*>(std::malloc(n * sizeof(T)));
        if (!data_) throw std::bad_alloc();
        capacity_ = n;
        use_huge_pages();
    }

    T& operator[](size_t i) { return data_[i]; }
    const T& operator[](size_t i) const { return data_[i]; }

private:
    // Scattering into thousands of groups misses the TLB on every write with 4 KiB pages.
    void use_huge_pages() {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
        constexpr size_t kHuge = size_t(1) << 21;
        const size_t begin = (reinterpret_cast<size_t>(data_) + kHuge - 1) / kHuge * kHuge;
        const size_t end = (reinterpret_cast<size_t>(data_) + capacity_ * sizeof(T)) / kHuge * kHuge;
        if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
    }

    T* data_ = nullptr;
    size_t capacity_ = 0;
};

}  // namespace minent

// Uninitialised memory: scratch that does not keep its content, and arrays that grow at their end.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace minent {

// Asks for pages of 2 MiB: fewer page faults, and scattering into thousands of groups does not
// miss the TLB on every write.
inline void use_huge_pages(void* data, size_t size) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    constexpr size_t kHuge = size_t(1) << 21;
    const size_t begin = (reinterpret_cast<size_t>(data) + kHuge - 1) / kHuge * kHuge;
    const size_t end = (reinterpret_cast<size_t>(data) + size) / kHuge * kHuge;
    if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#else
    (void)data, (void)size;
#endif
}

// Scratch memory that only grows and does not keep its content.
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
        use_huge_pages(data_, n * sizeof(T));
    }

    T& operator[](size_t i) { return data_[i]; }
    const T& operator[](size_t i) const { return data_[i]; }

private:
    T* data_ = nullptr;
    size_t capacity_ = 0;
};

// An array that grows at its end. Room that is not used yet takes no memory where pages are given
// when they are written, and moving pages to a larger room costs more than asking for it at once.
template <class T>
class GrowingArray {
    static_assert(std::is_trivially_copyable<T>::value, "raw memory");

public:
    GrowingArray() = default;
    GrowingArray(const GrowingArray&) = delete;
    GrowingArray& operator=(const GrowingArray&) = delete;
    ~GrowingArray() { std::free(data_); }

    T* data() { return data_; }
    size_t size() const { return size_; }

    // Room for n values; it may still grow.
    void reserve(size_t n) {
        if (n > capacity_) resize_room(n);
    }

    void append(const T* values, size_t n) {
        if (size_ + n > capacity_) resize_room(2 * (size_ + n));
        if (n) std::memcpy(data_ + size_, values, n * sizeof(T));
        size_ += n;
    }

    // Gives back the room that is not used.
    void fit() { resize_room(size_); }

private:
    void resize_room(size_t n) {
        T* moved = static_cast<T*>(std::realloc(data_, (n ? n : 1) * sizeof(T)));
        if (!moved) throw std::bad_alloc();
        data_ = moved;
        capacity_ = n;
        use_huge_pages(data_, n * sizeof(T));
    }

    T* data_ = nullptr;
    size_t size_ = 0, capacity_ = 0;
};

}  // namespace minent

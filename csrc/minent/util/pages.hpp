// A fixed array whose memory goes back to the system with it, wherever it lies; what it holds at first is arbitrary.
#pragma once

#include <cstddef>
#include <new>
#include <utility>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace minent {

template <class T>
class Pages {
public:
    Pages() = default;
    explicit Pages(size_t size) : size_(size) {
#ifdef __linux__
        void* const memory = mmap(nullptr, size * sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) throw std::bad_alloc();
        data_ = static_cast<T*>(memory);
#else
        data_ = new T[size];
#endif
    }
    Pages(Pages&& other) noexcept { swap(other); }
    Pages& operator=(Pages&& other) noexcept {
        swap(other);
        return *this;
    }
    ~Pages() {
#ifdef __linux__
        if (data_) munmap(data_, size_ * sizeof(T));
#else
        delete[] data_;
#endif
    }
    T* get() const { return data_; }

private:
    void swap(Pages& other) {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
    }

    T* data_ = nullptr;
    size_t size_ = 0;
};

}  // namespace minent

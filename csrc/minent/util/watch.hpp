// Ends a long computation that the user interrupts.
#pragma once

#include <cstdint>
#include <exception>

namespace minent {

class Interrupted : public std::exception {
public:
    const char* what() const noexcept override { return "interrupted"; }
};

// Asks from time to time whether to go on; work is counted in links looked at.
class Watch {
public:
    using Asked = bool (*)(void*);

    Watch() = default;
    Watch(Asked asked, void* context) : asked_(asked), context_(context) {}

    void spend(int64_t work) {
        left_ -= work;
        if (left_ < 0) ask();
    }

private:
    static constexpr int64_t kBetween = 4000000;  // a few hundredths of a second

    void ask() {
        left_ = kBetween;
        if (asked_ && asked_(context_)) throw Interrupted();
    }

    Asked asked_ = nullptr;  // whether to stop
    void* context_ = nullptr;
    int64_t left_ = kBetween;
};

}  // namespace minent

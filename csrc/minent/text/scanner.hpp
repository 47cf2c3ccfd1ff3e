// Cuts UTF-8 text into units: grapheme clusters, runs of letters and digits, or tokens.
#pragma once

#include <array>
#include <cstdint>

#include "char_class.hpp"
#include "utf8.hpp"

namespace minent {

enum class UnitMode : uint8_t {
    Runs,        // clusters of unspaced scripts; a run of other letters and digits is one unit
    Characters,  // every grapheme cluster is a unit, letters of spaced scripts too
    Unspaced,    // only unspaced scripts; other letters and digits are boundaries
    Tokens,      // words between white space and punctuation, of any script
};

enum class OnInvalid : uint8_t { Stop, Boundary, SkipLine };

// Calls a sink for each piece of the text, in order:
//   sink.unit(first, last, code)  bytes [first, last); code = the code point of a unit that
//                                 is one code point long, else 0
//   sink.number(first, last)      instead, for a run of digits, when numbers are alike
//   sink.boundary()               nothing may be counted across (may repeat)
//   sink.line_end()               after '\n'
//   sink.drop_line()              forget what came since the last line_end
class Scanner {
public:
    Scanner(UnitMode mode, OnInvalid on_invalid, bool numbers_alike)
        : on_invalid_(on_invalid), numbers_alike_(numbers_alike) {
        for (size_t i = 0; i < actions_.size(); ++i) actions_[i] = action_for(static_cast<CharClass>(i), mode);
    }

    // Returns the first invalid byte when told to stop there, else nullptr. The end of the
    // text is a boundary.
    template <class Sink>
    const char* scan(const char* begin, const char* end, Sink& sink) const {
        const uint8_t* classes = char_classes();
        Pending pending;
        const char* p = begin;
        while (p < end) {
            int length;
            const uint32_t code = decode_utf8(p, end, length);
            if (code == kInvalid) {
                if (on_invalid_ == OnInvalid::Stop) return p;
                if (on_invalid_ == OnInvalid::SkipLine) {
                    pending = Pending();
                    sink.drop_line();
                    while (p < end && *p != '\n') ++p;
                    continue;
                }
                flush(pending, sink);
                sink.boundary();
                ++p;
                continue;
            }
            step(actions_[classes[code]], p, p + length, code, pending, sink);
            p += length;
        }
        flush(pending, sink);
        sink.boundary();
        return nullptr;
    }

private:
    enum class Action : uint8_t { Cut, EndLine, Separate, Run, DigitRun, Single, Extend, Link, Join, JoinDigits };
    enum class Kind : uint8_t { None, Single, Run };

    struct Pending {
        const char* first = nullptr;
        const char* last = nullptr;
        uint32_t code = 0;
        Kind kind = Kind::None;
        bool linked = false;       // a linker waits for the letter it binds
        bool digit = false;        // the last character was a digit
        bool number = false;       // all characters of the run were digits
        Action join = Action::Cut; // Join or JoinDigits: a joiner stands behind `last`
    };

    static Action action_for(CharClass cls, UnitMode mode) {
        const bool tokens = mode == UnitMode::Tokens;
        const Action spaced = tokens || mode == UnitMode::Runs ? Action::Run
                              : mode == UnitMode::Characters   ? Action::Single
                                                               : Action::Cut;
        switch (cls) {
            case CharClass::LineEnd: return Action::EndLine;
            case CharClass::Space: return tokens ? Action::Separate : Action::Cut;
            case CharClass::Letter: return spaced;
            case CharClass::Digit: return spaced == Action::Run ? Action::DigitRun : spaced;
            case CharClass::Unspaced: return tokens ? Action::Run : Action::Single;
            case CharClass::Extend: return Action::Extend;
            case CharClass::Linker: return Action::Link;
            case CharClass::Joiner: return tokens ? Action::Join : Action::Cut;
            case CharClass::DecimalPoint: return tokens ? Action::JoinDigits : Action::Cut;
            default: return Action::Cut;
        }
    }

    template <class Sink>
    void flush(Pending& pending, Sink& sink) const {
        if (pending.kind == Kind::None) return;
        if (pending.number && numbers_alike_)
            sink.number(pending.first, pending.last);
        else
            sink.unit(pending.first, pending.last, pending.code);
        const bool joined = pending.join != Action::Cut;
        pending = Pending();
        if (joined) sink.boundary();  // the joiner joined nothing: it was punctuation
    }

    static void extend(Pending& pending, const char* last) {
        pending.last = last;
        pending.code = 0;
    }

    static void start(Pending& pending, Kind kind, const char* p, const char* last, uint32_t code) {
        pending.first = p;
        pending.last = last;
        pending.code = code;
        pending.kind = kind;
    }

    template <class Sink>
    void step(Action action, const char* p, const char* last, uint32_t code, Pending& pending, Sink& sink) const {
        switch (action) {
            case Action::Single:
                if (pending.linked) {
                    extend(pending, last);
                    pending.linked = false;
                } else {
                    flush(pending, sink);
                    start(pending, Kind::Single, p, last, code);
                }
                return;
            case Action::Run:
            case Action::DigitRun:
                run(action == Action::DigitRun, p, last, code, pending, sink);
                return;
            case Action::Extend:
            case Action::Link:
                if (pending.kind == Kind::None || pending.join != Action::Cut) {
                    flush(pending, sink);
                    sink.boundary();  // a mark without a base
                } else {
                    extend(pending, last);
                    pending.number = false;
                    pending.linked = action == Action::Link && pending.kind == Kind::Single;
                }
                return;
            case Action::Join:
            case Action::JoinDigits:
                if (pending.kind == Kind::Run && pending.join == Action::Cut &&
                    (action == Action::Join || pending.digit)) {
                    pending.join = action;
                    return;
                }
                flush(pending, sink);
                sink.boundary();
                return;
            case Action::Separate: flush(pending, sink); return;
            case Action::EndLine:
                flush(pending, sink);
                sink.boundary();
                sink.line_end();
                return;
            case Action::Cut:
                flush(pending, sink);
                sink.boundary();
                return;
        }
    }

    template <class Sink>
    void run(bool digit, const char* p, const char* last, uint32_t code, Pending& pending, Sink& sink) const {
        const bool broken = pending.join == Action::JoinDigits && !digit;
        if (pending.kind == Kind::Run && !broken) {
            extend(pending, last);
            pending.join = Action::Cut;
            pending.number &= digit;
        } else {
            flush(pending, sink);
            start(pending, Kind::Run, p, last, code);
            pending.number = digit;
        }
        pending.digit = digit;
    }

    std::array<Action, 10> actions_;
    OnInvalid on_invalid_;
    bool numbers_alike_;
};

}  // namespace minent

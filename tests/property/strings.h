// Strings that YAML writers get wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace agentrender {

// A small generator of random numbers that gives the same ones everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint32_t Below(uint32_t limit) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<uint32_t>(state_ >> 33) % limit;
  }

 private:
  uint64_t state_;
};

// Words, numbers, dates, indicators, controls: each a string of its own.
const std::vector<std::string>& KnownStrings();

// `count` strings put together from known ones, line breaks and blanks.
std::vector<std::string> Mixtures(Random& random, size_t count);

// `count` strings of the characters that numbers and dates are made of.
std::vector<std::string> NearNumbers(Random& random, size_t count);

// Lines of one megabyte.
std::vector<std::string> LongLines();

// The text with control and non-ASCII bytes as \xNN, cut to fit a message.
std::string Visible(std::string_view text);

}  // namespace agentrender

// Takes bytes, gives their SHA-256. Implemented here because nothing else of a crypto library is needed (R29).
#include "core/formats/sha256.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace agentrender {

namespace {

constexpr uint32_t kRound[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

uint32_t BigEndian(const unsigned char* bytes) {
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | uint32_t{bytes[3]};
}

// The rotations by a, b and c, each applied to the one before: x itself is needed only for the first.
uint32_t Mix(uint32_t x, int a, int b, int c) { return std::rotr(x ^ std::rotr(x ^ std::rotr(x, c - b), b - a), a); }

}  // namespace

void Sha256::AddBlock(const unsigned char* block) {
  uint32_t w[64];
  for (size_t i = 0; i < 16; ++i) w[i] = BigEndian(block + 4 * i);
  for (size_t i = 16; i < 64; ++i) {
    const uint32_t s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
    const uint32_t s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  auto [a, b, c, d, e, f, g, h] = state_;
  for (size_t i = 0; i < 64; ++i) {
    const uint32_t t1 = h + Mix(e, 6, 11, 25) + (g ^ (e & (f ^ g))) + kRound[i] + w[i];
    const uint32_t t2 = Mix(a, 2, 13, 22) + ((a & b) | (c & (a | b)));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  const uint32_t added[] = {a, b, c, d, e, f, g, h};
  for (size_t i = 0; i < 8; ++i) state_[i] += added[i];
}

void Sha256::Update(std::string_view data) {
  total_ += data.size();
  while (!data.empty()) {
    const size_t count = std::min(data.size(), sizeof pending_ - pending_size_);
    std::memcpy(pending_ + pending_size_, data.data(), count);
    pending_size_ += count;
    data.remove_prefix(count);
    if (pending_size_ < sizeof pending_) return;
    AddBlock(pending_);
    pending_size_ = 0;
  }
}

std::string Sha256::HexDigest(size_t digits) {
  const uint64_t bits = total_ * 8;
  // A one bit, zeros up to the last eight bytes of a block, then the length.
  constexpr size_t kEnd = sizeof pending_ - 8;
  constexpr unsigned char kPadding[sizeof pending_] = {0x80};
  const size_t padding = (pending_size_ < kEnd ? kEnd : kEnd + sizeof pending_) - pending_size_;
  Update({reinterpret_cast<const char*>(kPadding), padding});
  char length[8];
  for (size_t i = 0; i < 8; ++i) length[i] = static_cast<char>(bits >> (56 - 8 * i));
  Update({length, sizeof length});

  std::string hex(digits, '0');
  for (size_t i = 0; i < digits; ++i) hex[i] = "0123456789abcdef"[state_[i / 8] >> (28 - 4 * (i % 8)) & 0xF];
  return hex;
}

}  // namespace agentrender

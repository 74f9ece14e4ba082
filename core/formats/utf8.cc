// Takes UTF-8, gives characters by Go's rules: each invalid byte is one character.
#include "core/formats/utf8.h"

#include "core/base/text.h"

namespace agentrender {

namespace {

// The sequences that a lead byte begins: their length, and what the second byte may be.
struct Lead {
  unsigned char first, last;
  uint8_t size;
  unsigned char low, high;
};

constexpr Lead kLeads[] = {
    {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF}, {0xE1, 0xEC, 3, 0x80, 0xBF}, {0xED, 0xED, 3, 0x80, 0x9F},
    {0xEE, 0xEF, 3, 0x80, 0xBF}, {0xF0, 0xF0, 4, 0x90, 0xBF}, {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

constexpr Character kInvalid{kReplacement, 1, false};

unsigned char ByteAt(std::string_view text, size_t i) { return static_cast<unsigned char>(text[i]); }

// Whether there is a second byte that fits the first.
bool HasSecond(std::string_view text, const Lead& lead) {
  return text.size() > 1 && ByteAt(text, 1) >= lead.low && ByteAt(text, 1) <= lead.high;
}

// Null if no sequence begins with the byte.
const Lead* LeadOf(unsigned char first) {
  for (const Lead& lead : kLeads) {
    if (first >= lead.first && first <= lead.last) return &lead;
  }
  return nullptr;
}

Character DecodeSequence(std::string_view text, const Lead& lead) {
  if (text.size() < lead.size || !HasSecond(text, lead)) return kInvalid;
  char32_t code = ByteAt(text, 0) & (0x7Fu >> lead.size);
  for (size_t i = 1; i < lead.size; ++i) {
    if (!ContinuesCharacter(text[i])) return kInvalid;
    code = code << 6 | (ByteAt(text, i) & 0x3Fu);
  }
  return {code, lead.size, true};
}

}  // namespace

Character DecodeCharacter(std::string_view text) {
  const unsigned char first = ByteAt(text, 0);
  if (first < 0x80) return {first, 1, true};
  const Lead* lead = LeadOf(first);
  return lead == nullptr ? kInvalid : DecodeSequence(text, *lead);
}

size_t BrokenSize(std::string_view text) {
  const Lead* lead = LeadOf(ByteAt(text, 0));
  if (lead == nullptr || !HasSecond(text, *lead)) return 1;
  return lead->size == 4 && text.size() > 2 && ContinuesCharacter(text[2]) ? 3 : 2;
}

bool IsValidUtf8(std::string_view text) {
  while (!text.empty()) {
    const Character c = DecodeCharacter(text);
    if (!c.valid) return false;
    text.remove_prefix(c.size);
  }
  return true;
}

size_t CountCharacters(std::string_view text) {
  size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(DecodeCharacter(text).size);
  return count;
}

}  // namespace agentrender

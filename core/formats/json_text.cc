// Takes a Value, gives JSON as Go's encoder writes it: keys sorted, `<` escaped, numbers unchanged or converted to
// doubles.
#include "core/formats/json_text.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "core/base/floating.h"
#include "core/base/list.h"
#include "core/base/number.h"
#include "core/base/order.h"
#include "core/formats/utf8.h"

namespace agentrender {

namespace {

// A JsonNumber under construction.
struct NumberWriter {
  JsonNumber number{};

  void Put(char c) { number.buffer[number.size++] = c; }
  void Put(std::string_view text) {
    for (char c : text) Put(c);
  }
  void Zeros(int count) {
    for (; count > 0; --count) Put('0');
  }
  template <class Int>
  void PutInt(Int value) {
    char* begin = number.buffer + number.size;
    const auto end = std::to_chars(begin, number.buffer + sizeof number.buffer, value).ptr;
    number.size = static_cast<unsigned char>(number.size + (end - begin));
  }

  // 0.DIGITS x 10^point without an exponent.
  void PutFixed(std::string_view digits, int point) {
    const int count = static_cast<int>(digits.size());
    if (point <= 0) {
      Put("0.");
      Zeros(-point);
      Put(digits);
    } else if (point >= count) {
      Put(digits);
      Zeros(point - count);
    } else {
      Put(digits.substr(0, static_cast<size_t>(point)));
      Put('.');
      Put(digits.substr(static_cast<size_t>(point)));
    }
  }

  void PutWithExponent(std::string_view digits, int point) {
    Put(digits[0]);
    if (digits.size() > 1) {
      Put('.');
      Put(digits.substr(1));
    }
    Put('e');
    if (point > 0) Put('+');
    PutInt(point - 1);
  }
};

bool IsFinite(double value) { return value - value == 0; }

}  // namespace

JsonNumber JsonNumberOf(double value) {
  NumberWriter out;
  if (value == 0) {
    out.Put('0');
    return out.number;
  }
  if (value < 0) out.Put('-');
  const double size = value < 0 ? -value : value;
  const ShortestDigits shortest = ToShortest(size);
  if (size < 1e-6 || size >= 1e21) {
    out.PutWithExponent(shortest.text(), shortest.point);
  } else {
    out.PutFixed(shortest.text(), shortest.point);
  }
  return out.number;
}

JsonNumber JsonNumberOf(const Value& number, bool as_double) {
  if (number.kind() == Kind::kInt && !as_double) {
    if (const std::optional<int64_t> value = number.AsInt()) {
      NumberWriter out;
      out.PutInt(*value);
      return out.number;
    }
  }
  if (number.kind() == Kind::kFloat && number.text() == "-0") {  // of a JSON text (ReadJsonText())
    NumberWriter out;
    out.Put(number.text());
    return out.number;
  }
  const double value = number.AsDouble();
  return IsFinite(value) ? JsonNumberOf(value) : JsonNumber{};
}

JsonNumber JsonNumberOfLarge(const Value& number) {
  const bool integer = number.kind() == Kind::kInt;
  const std::optional<uint64_t> large = integer ? ParseLargeInt(number.text()) : std::optional<uint64_t>();
  const bool negative_zero = !integer && number.text()[0] == '-' && number.AsDouble() == 0;
  if (!large && !negative_zero) return JsonNumberOf(number);
  NumberWriter out;
  if (large) out.PutInt(*large);
  if (negative_zero) out.Put("-0");
  return out.number;
}

const Value* FindWithoutJsonForm(const Value& value) {
  const bool number = value.kind() == Kind::kFloat || value.kind() == Kind::kInt;
  if (number) return IsFinite(value.AsDouble()) ? nullptr : &value;
  for (const Value& item : value) {
    if (const Value* found = FindWithoutJsonForm(item)) return found;
  }
  for (const Member& member : value.members()) {
    if (const Value* found = FindWithoutJsonForm(member.value)) return found;
  }
  return nullptr;
}

namespace {

constexpr char kHex[] = "0123456789abcdef";

// The two-character escapes, at the position of the character that they stand for.
constexpr std::string_view kShortFrom = "\"\\\b\f\n\r\t";
constexpr std::string_view kShortTo = "\"\\bfnrt";

bool NeedsEscape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&';
}

template <class Sink>
void AppendEscape(char32_t code, Sink& out) {
  const size_t is_short = code < 0x80 ? kShortFrom.find(static_cast<char>(code)) : kShortFrom.npos;
  out.Append('\\');
  if (is_short != kShortFrom.npos) {
    out.Append(kShortTo[is_short]);
    return;
  }
  out.Append('u');
  for (int shift = 12; shift >= 0; shift -= 4) out.Append(kHex[code >> shift & 0xF]);
}

// The number of bytes at the start of `text` that are written unchanged.
size_t PlainBytes(std::string_view text) {
  size_t i = 0;
  while (i < text.size() && !NeedsEscape(text[i])) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const Character c = DecodeCharacter(text.substr(i));
    if (!c.valid || c.code == 0x2028 || c.code == 0x2029) break;
    i += c.size;
  }
  return i;
}

// The members of a map, sorted bytewise by key.
PlainList<const Member*> SortedMembers(const Value& map) {
  PlainList<const Member*> sorted;
  for (const Member& member : map.members()) sorted.push_back(&member);
  const auto by_key = [](const Member* a, const Member* b) { return a->key.text() < b->key.text(); };
  if (std::is_sorted(sorted.begin(), sorted.end(), by_key)) return sorted;
  Arrange(sorted, OrderBy(sorted.size(), [&](uint32_t a, uint32_t b) { return by_key(sorted[a], sorted[b]); }));
  return sorted;
}

template <class Sink>
void AppendMember(const Member& member, const JsonOptions& options, Sink& out) {
  AppendJsonString(member.key.text(), out);
  out.Append(':');
  AppendJson(member.value, options, out);
}

template <class Sink>
void AppendMap(const Value& map, const JsonOptions& options, Sink& out) {
  char separator = '{';
  const auto append = [&](const Member& member) {
    if (out.full()) return;
    out.Append(separator);
    separator = ',';
    AppendMember(member, options, out);
  };
  if (options.sort_keys) {
    for (const Member* member : SortedMembers(map)) append(*member);
  } else {
    for (const Member& member : map.members()) append(member);
  }
  if (map.empty()) out.Append('{');
  out.Append('}');
}

template <class Sink>
void AppendList(const Value& list, const JsonOptions& options, Sink& out) {
  out.Append('[');
  for (const Value& item : list) {
    if (out.full()) return;
    if (&item != list.begin()) out.Append(',');
    AppendJson(item, options, out);
  }
  out.Append(']');
}

}  // namespace

template <class Sink>
void AppendJsonString(std::string_view text, Sink& out) {
  out.Append('"');
  while (true) {
    const size_t plain = PlainBytes(text);
    out.Append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Character c = DecodeCharacter(text);
    AppendEscape(c.code, out);
    text.remove_prefix(c.size);
  }
  out.Append('"');
}

template <class Sink>
void AppendJson(const Value& value, const JsonOptions& options, Sink& out) {
  switch (value.kind()) {
    case Kind::kNull: return out.Append("null");
    case Kind::kBool: return out.Append(value.AsBool() ? "true" : "false");
    case Kind::kString: return AppendJsonString(value.text(), out);
    case Kind::kList: return AppendList(value, options, out);
    case Kind::kMap: return AppendMap(value, options, out);
    case Kind::kInt:
    case Kind::kFloat: break;
  }
  if (!out.Work(ConversionSteps(value.text()))) return;  // Agents that share a config write its numbers each anew
  const JsonNumber number =
      options.large_integers ? JsonNumberOfLarge(value) : JsonNumberOf(value, options.numbers_as_doubles);
  out.Append(number.size == 0 ? std::string_view("null") : number.text());
}

std::string_view JsonText(Arena& arena, const Value& value, const JsonOptions& options) {
  TextBuilder out(arena);
  AppendJson(value, options, out);
  return out.Take();
}

template void AppendJson(const Value&, const JsonOptions&, TextBuilder&);
template void AppendJson(const Value&, const JsonOptions&, Output&);
template void AppendJsonString(std::string_view, TextBuilder&);
template void AppendJsonString(std::string_view, Output&);

}  // namespace agentrender

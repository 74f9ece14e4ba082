#include "core/decode/parts.h"

#include "core/formats/duration.h"
#include "core/formats/names.h"

namespace agentrender {

void CheckText(const Cursor& cursor, const Text& text, TextCheck check, Code code) {
  if (Described* d = cursor.described()) d->rule = check;
  if (!HasText(text)) return;
  const char* expected = check(text.value);
  if (expected != nullptr) cursor.Error(code, Quoted(text.value) + " is not valid: expected " + expected);
}

Text CheckShort(const Cursor& cursor, const Text& text) {
  if (text.value.size() <= kShortBytes) return text;
  cursor.Error(Code::kBadValue, "has " + std::to_string(text.value.size()) + " bytes; at most " +
                                    std::to_string(kShortBytes) + " are taken");
  return {};
}

Text DecodeImage(const Cursor& cursor) {
  const Text image = DecodeShort(cursor);
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  if (HasText(image) && (kSpace.find(image.value.front()) != std::string_view::npos ||
                         kSpace.find(image.value.back()) != std::string_view::npos)) {
    cursor.Error(Code::kBadValue, "an image must not begin or end with white space");
  }
  return image;
}

Sourced<int64_t> DecodeFileMode(const Cursor& cursor) {
  constexpr int64_t kMost = 0777;
  const Sourced<int64_t> mode = cursor.Int(INT32_MIN, INT32_MAX);
  if (Described* d = cursor.described()) {
    d->least = 0;
    d->most = kMost;
  }
  if (!mode || (*mode >= 0 && *mode <= kMost)) return mode;
  const std::string_view written = cursor.value().text();
  Problem& problem = cursor.Error(Code::kFileMode, std::string(written) + " is not between 0 and 0777");
  const bool octal_digits = written.size() == 3 && written.find_first_not_of("01234567") == std::string_view::npos;
  problem.Hint(octal_digits ? "write it in octal, with a leading zero: 0" + std::string(written)
                            : "file modes are the nine permission bits, such as 0644 or 0755");
  return {};
}

Text DecodeObjectName(const Cursor& cursor) {
  const Text name = cursor.NonEmptyText();
  CheckText(cursor, name, names::CheckDns1123Subdomain);
  return name;
}

Text DecodeSecretRef(const Cursor& cursor) {
  if (!cursor.Present()) return {};
  Fields ref(cursor);
  return ref.Present() ? DecodeObjectName(ref["name"]) : Text{};
}

Text DecodeDuration(const Cursor& cursor) {
  if (cursor.Present() && cursor.value().kind() == Kind::kInt) {
    cursor.Error(Code::kWrongType, "expected a duration, found the number " + std::string(cursor.value().text()))
        .Hint("write it with a unit: " + std::string(cursor.value().text()) + "s");
    return {};
  }
  const Text text = cursor.Text();
  if (text.present && !ParseDuration(text.value)) {
    cursor.Error(Code::kBadValue, Quoted(text.value) + " is not a duration")
        .Hint("durations are written like 90s, 5m or 1h30m");
  }
  return text;
}

Text DecodeLine(const Cursor& cursor) {
  const Text text = cursor.Text();
  CheckText(cursor, text, names::CheckLine, Code::kBadValue);
  return text;
}

void CheckHeader(const Value& name, const Value& value, const Cursor& holder) {
  Problems& problems = holder.decoding().problems;
  if (const char* expected = names::CheckLine(name.text())) {
    problems
        .Error(Code::kBadValue, name.origin(),
               "the header's name " + Quoted(name.text()) + " is not valid: expected " + expected)
        .Child(value.origin(), "");
  }
  const char* expected = value.IsString() ? names::CheckLine(value.text()) : nullptr;
  if (expected != nullptr)
    problems.Error(Code::kBadValue, value.origin(), Quoted(value.text()) + " is not valid: expected " + expected);
}

Proxy DecodeProxy(const Cursor& cursor) {
  Proxy proxy;
  if (!cursor.Present()) return proxy;
  Fields f(cursor);
  proxy.origin = f.origin();
  proxy.http = DecodeLine(f["httpProxy"]);
  proxy.https = DecodeLine(f["httpsProxy"]);
  proxy.no_proxy = DecodeLine(f["noProxy"]);
  return proxy;
}

}  // namespace agentrender

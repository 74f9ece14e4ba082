// Takes a text, gives the JSON documents in it, or says that it is not JSON. JSON has a reader of its own because
// reading it as YAML is slower and changes some texts: those with surrogate pairs or U+0085.
#include "core/read/json.h"

#include <string>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/formats/utf8.h"
#include "core/read/builder.h"
#include "core/read/read.h"

namespace agentrender {

namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// A strict reader of RFC 8259 text. If reading fails, `refused_` says whether the text is JSON that is not accepted
// (too deep, a key twice), or not JSON.
class JsonReader {
 public:
  JsonReader(const Chunk& chunk, uint16_t source, Arena& arena, Problems& problems)
      : text_(chunk.text), builder_(arena, problems, source), line_(chunk.first_line) {}
  // For a JSON text inside a document; all its nodes get the place of that text.
  JsonReader(std::string_view text, const Origin& where, Arena& arena, Problems& problems)
      : text_(text), builder_(arena, problems, where.source), line_(1), inner_(true), where_(where) {}

  bool AtEnd() {
    SkipSpace();
    return at_ == text_.size();
  }
  uint32_t line() const { return static_cast<uint32_t>(line_); }
  bool refused() const { return refused_; }
  // A number is too large for a double (inner texts only).
  bool overflow() const { return overflow_; }

  // The place where reading stopped: "line 2, column 7".
  std::string Stop() {
    CountColumns();
    return "line " + std::to_string(line_) + ", column " + std::to_string(column_);
  }
  // Fills in what is known about the document that was read last.
  void Finish(Document& document) {
    document.text = text_.substr(document_begin_, at_ - document_begin_);
    document.infinite = infinite_;
    if (odd_) document.ties.push_back({document.root.origin(), {}});
  }
  void Begin() {
    document_begin_ = at_;
    infinite_ = odd_ = false;
  }

  bool ReadValue(Value& value) {
    SkipSpace();
    if (at_ == text_.size()) return false;
    const Origin where = Here();
    if (!builder_.CountNode(where)) return Refuse();
    switch (text_[at_]) {
      case '{': return ReadMap(where, value);
      case '[': return ReadList(where, value);
      case '"': return ReadString(where, value);
      case 't': return ReadWord("true", Value::Bool(true, where), value);
      case 'f': return ReadWord("false", Value::Bool(false, where), value);
      case 'n': return ReadWord("null", Value::Null(where), value);
      default: return ReadNumber(where, value);
    }
  }

 private:
  bool Refuse() {
    refused_ = true;
    return false;
  }

  // Columns count characters, so UTF-8 continuation bytes since the last place do not count.
  void CountColumns() {
    for (; counted_ < at_; ++counted_) {
      if (!ContinuesCharacter(text_[counted_])) ++column_;
    }
  }

  Origin Here() {
    if (inner_) return where_;
    CountColumns();
    return builder_.At(line_, column_);
  }

  void SkipSpace() {
    while (at_ < text_.size() && IsSpace(text_[at_])) {
      if (text_[at_++] == '\n') {
        ++line_;
        column_ = 1;
        counted_ = at_;
      }
    }
  }

  bool Take(char c) {
    SkipSpace();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool ReadWord(std::string_view word, const Value& meaning, Value& value) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    value = meaning;
    return true;
  }

  size_t SkipDigits() {
    const size_t begin = at_;
    while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
    return at_ - begin;
  }

  bool ReadNumber(const Origin& where, Value& value) {
    const size_t begin = at_;
    Kind kind = Kind::kInt;
    if (text_[at_] == '-') ++at_;
    const bool zero = at_ < text_.size() && text_[at_] == '0';
    const size_t digits = SkipDigits();
    if (digits == 0 || (zero && digits > 1)) return false;
    if (at_ < text_.size() && text_[at_] == '.') {
      kind = Kind::kFloat;
      ++at_;
      if (SkipDigits() == 0) return false;
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      kind = Kind::kFloat;
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      if (SkipDigits() == 0) return false;
    }
    value = Value::Scalar(kind, text_.substr(begin, at_ - begin), where);
    const bool fits = KindOfPlain(value.text()) != Kind::kString;
    infinite_ |= !fits;
    if (inner_) KeepSignOfZero(value);
    overflow_ = inner_ && !fits;
    return !overflow_;
  }

  // Go keeps the sign of a zero. A float with the text -0 stands for it; a document's own numbers never read so.
  void KeepSignOfZero(Value& value) {
    if (value.text()[0] != '-' || !builder_.arena().Work(ConversionSteps(value.text()))) return;
    if (value.AsDouble() == 0) value = Value::Scalar(Kind::kFloat, "-0", where_);
  }

  bool ReadString(const Origin& where, Value& value) {
    const size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\') {
      if (static_cast<unsigned char>(text_[at_]) < 0x20) return false;
      NoteOdd(text_[at_]);
      ++at_;
    }
    if (at_ == text_.size()) return false;
    if (text_[at_] == '"') {
      value = Value::String(text_.substr(begin, at_ - begin), where);
      ++at_;
      return true;
    }
    std::string unescaped(text_.substr(begin, at_ - begin));
    if (!ReadEscaped(unescaped)) return false;
    value = Value::String(builder_.arena().Copy(unescaped), where);
    return true;
  }

  // Reads the rest of a string, from its first backslash on.
  bool ReadEscaped(std::string& out) {
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c != '\\') {
        NoteOdd(c);
        out += c;
      } else if (!ReadEscape(out)) {
        return false;
      }
    }
    return false;
  }

  // YAML readers refuse or change some characters that JSON allows, and do not know `\/` or surrogate pairs.
  void NoteOdd(char c) {
    const auto byte = static_cast<unsigned char>(c);
    odd_ |= byte == 0x7f || byte == 0xc2 || byte == 0xe2 || byte == 0xef;
  }

  bool ReadEscape(std::string& out) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (at_ == text_.size()) return false;
    const char c = text_[at_++];
    if (c == 'u') {
      uint32_t code = 0;
      if (!ReadHex(code)) return false;
      odd_ |= code >= 0xd800 && code <= 0xdfff;
      AppendUtf8(out, WithSecondSurrogate(code));
      return true;
    }
    const size_t which = kLetters.find(c);
    if (which == std::string_view::npos) return false;
    out += kMeanings[which];
    odd_ |= c == '/';
    return true;
  }

  bool ReadHex(uint32_t& code) {
    if (text_.size() - at_ < 4) return false;
    code = 0;
    for (int i = 0; i < 4; ++i) {
      const int digit = HexDigit(text_[at_++]);
      if (digit < 0) return false;
      code = code * 16 + static_cast<uint32_t>(digit);
    }
    return true;
  }

  // A lone surrogate becomes U+FFFD, as in Go.
  uint32_t WithSecondSurrogate(uint32_t code) {
    constexpr uint32_t kReplacement = 0xfffd;
    if (code < 0xd800 || code > 0xdfff) return code;
    if (code > 0xdbff || text_.substr(at_, 2) != "\\u") return kReplacement;
    const size_t back = at_;
    at_ += 2;
    uint32_t second = 0;
    if (ReadHex(second) && second >= 0xdc00 && second <= 0xdfff)
      return 0x10000 + ((code - 0xd800) << 10) + (second - 0xdc00);
    at_ = back;
    return kReplacement;
  }

  static void AppendUtf8(std::string& out, uint32_t code) {
    const auto byte = [&out](uint32_t b) { out += static_cast<char>(static_cast<unsigned char>(b)); };
    if (code < 0x80) {
      byte(code);
    } else if (code < 0x800) {
      byte(0xc0 | (code >> 6));
      byte(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
      byte(0xe0 | (code >> 12));
      byte(0x80 | ((code >> 6) & 0x3f));
      byte(0x80 | (code & 0x3f));
    } else {
      byte(0xf0 | (code >> 18));
      byte(0x80 | ((code >> 12) & 0x3f));
      byte(0x80 | ((code >> 6) & 0x3f));
      byte(0x80 | (code & 0x3f));
    }
  }

  bool ReadList(const Origin& where, Value& value) {
    if (!builder_.Deeper(where)) return Refuse();
    ++at_;
    const size_t mark = builder_.Open();
    if (!Take(']')) {
      do {
        Value item;
        if (!ReadValue(item)) return false;
        builder_.Push(item);
      } while (Take(','));
      if (!Take(']')) return false;
    }
    builder_.Shallower();
    value = builder_.CloseList(mark, where);
    return true;
  }

  bool ReadMap(const Origin& where, Value& value) {
    if (!builder_.Deeper(where)) return Refuse();
    ++at_;
    const size_t mark = builder_.Open();
    if (!Take('}')) {
      do {
        if (!ReadEntry()) return false;
      } while (Take(','));
      if (!Take('}')) return false;
    }
    builder_.Shallower();
    if (inner_) return value = builder_.CloseMapWithLast(mark, where), true;
    return builder_.CloseMap(mark, where, value) || Refuse();
  }

  bool ReadEntry() {
    SkipSpace();
    if (at_ == text_.size() || text_[at_] != '"') return false;
    Value key;
    if (!ReadString(Here(), key)) return false;
    odd_ |= at_ < text_.size() && text_[at_] != ':';
    if (!Take(':')) return false;
    if (!inner_ && !builder_.CheckKey(key)) return Refuse();
    Value value;
    if (!ReadValue(value)) return false;
    builder_.Push(key);
    builder_.Push(value);
    return true;
  }

  std::string_view text_;
  Builder builder_;
  size_t at_ = 0;
  size_t line_;
  size_t column_ = 1;
  size_t counted_ = 0;
  bool refused_ = false;
  bool overflow_ = false;
  bool inner_ = false;
  Origin where_;
  size_t document_begin_ = 0;
  bool infinite_ = false;
  bool odd_ = false;  // a YAML reader would refuse it or read something else
};

}  // namespace

JsonRead ReadJson(const Chunk& chunk, uint16_t source, Arena& arena, std::vector<Document>& documents,
                  Problems& problems) {
  if (!IsValidUtf8(chunk.text)) return JsonRead::kNotJson;
  JsonReader reader(chunk, source, arena, problems);
  const size_t begin = documents.size();
  while (!reader.AtEnd()) {
    Document document;
    document.source = source;
    document.json = true;
    document.first_line = reader.line();
    reader.Begin();
    if (!reader.ReadValue(document.root)) {
      documents.resize(begin);
      return reader.refused() ? JsonRead::kRefused : JsonRead::kNotJson;
    }
    reader.Finish(document);
    if (!document.root.IsNull()) documents.push_back(std::move(document));
  }
  return JsonRead::kDone;
}

std::string ReadJsonText(std::string_view text, const Origin& where, Arena& arena, Value& value) {
  Problems problems;
  JsonReader reader(text, where, arena, problems);
  if (reader.AtEnd()) return "is empty";
  if (reader.ReadValue(value)) return reader.AtEnd() ? std::string() : "is not JSON: more follows at " + reader.Stop();
  if (reader.refused()) return "is " + problems.list()[0].message;
  if (reader.overflow()) return "has a number that does not fit a double, before " + reader.Stop();
  return "is not JSON: unexpected text at " + reader.Stop();
}

}  // namespace agentrender

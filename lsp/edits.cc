// Takes a finding and the text that it is in, gives the edits that its hint names, by the lines and braces around its
// place.
#include "lsp/edits.h"

#include <algorithm>

#include "core/base/text.h"
#include "lsp/json.h"
#include "lsp/json_text.h"
#include "lsp/moves.h"

namespace agentrender::lsp {

namespace {

constexpr size_t kNone = std::string_view::npos;

// What stands between two parts of a text; empty when they are not there.
std::string_view Between(std::string_view text, std::string_view before, std::string_view after) {
  const size_t begin = text.find(before);
  if (begin == kNone) return {};
  text.remove_prefix(begin + before.size());
  const size_t end = after.empty() ? text.size() : text.find(after);
  return end == kNone ? std::string_view() : text.substr(0, end);
}

bool IsWord(std::string_view text) { return !text.empty() && text.find(' ') == kNone; }

// A document that is JSON should stay it, although it would be read without quotes as well.
bool IsJson(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first != kNone && (text[first] == '{' || text[first] == '[') && ParseJson(text);
}

std::string InQuotes(std::string_view text, bool json) {
  if (json) return '"' + std::string(text) + '"';
  std::string quoted = "'";
  for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted + "'";
}

std::string WithCarriageReturns(std::string_view text) {
  std::string whole;
  for (const char c : text) {
    if (c == '\n' && !whole.ends_with('\r')) whole += '\r';
    whole += c;
  }
  return whole;
}

// A name like app.kubernetes.io/part-of is one key; spec.podSpec.labels is a path of several.
bool IsOneKey(std::string_view text) {
  return IsWord(text) && (text.find_first_of(".[") == kNone || text.find('/') != kNone);
}

// What a whole object is known by: it does not go without the rest.
bool IsIdentity(std::string_view key) {
  return key == "apiVersion" || key == "kind" || key == "metadata" || key == "name";
}

// The edits that a hint may mean, at one place of a text.
class Edits {
 public:
  Edits(const Finding& finding, const Lines& lines)
      : finding_(finding), lines_(lines), json_(IsJson(lines.text())), token_(lines.TokenAt(finding.where)) {
    const size_t line = lines.LineAt(token_.begin);
    line_begin_ = lines.start(line);
    line_ = lines.line(line);
  }

  std::vector<Edit> All() {
    const std::string_view hint = finding_.hint;
    const std::string_view token = Text(token_);
    if (const std::string_view meant = Between(hint, "did you mean ", "?"); IsWord(meant)) Replace(meant);
    if (const std::string_view quoted = Between(hint, "quote it: ", ""); !quoted.empty())
      Replace(json_ ? InQuotes(token, true) : std::string(quoted), "Quote it");
    if (hint == "quote it" || hint.starts_with("quote it if")) Replace(InQuotes(token, json_), "Quote it");
    if (hint == "write it without quotes" && token.size() > 2)
      Replace(token.substr(1, token.size() - 2), "Take the quotes away");
    for (const char* before : {"with a unit: ", "with a leading zero: "}) {
      if (const std::string_view right = Between(hint, before, ""); IsWord(right)) Replace(right);
    }
    if (const std::string_view key = Between(hint, "write ", ": with a space"); IsWord(key)) SplitKey(key);
    ForEachClause(hint);
    if (lines_.text().find("\r\n") != kNone) {
      for (Edit& edit : edits_) edit.text = WithCarriageReturns(edit.text);
    }
    if (json_)
      edits_.erase(std::remove_if(edits_.begin(), edits_.end(), [&](auto& one) { return Spoils(one); }), edits_.end());
    return std::move(edits_);
  }

 private:
  std::string_view Text(const Span& span) const { return lines_.text().substr(span.begin, span.end - span.begin); }

  // A word within the quotes that are there, where that helps, or without them.
  void Replace(std::string_view text, std::string_view title = {}) {
    const std::string name = title.empty() ? "Change to " + std::string(text) : std::string(title);
    const std::string_view quote = Text(token_).substr(0, 1);
    if (title.empty() && (quote == "\"" || quote == "'"))
      edits_.push_back({name, token_, std::string(quote) + std::string(text) + std::string(quote)});
    edits_.push_back({name, token_, std::string(text)});
    if (json_ && title.empty()) edits_.push_back({name, token_, JsonScalar(text)});
  }

  // Whether a text that is JSON is none with the edit.
  bool Spoils(const Edit& edit) const {
    std::string text(lines_.text());
    text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
    return !IsJson(text);
  }

  // `name {...}` or `text:"a"` as one key.
  void SplitKey(std::string_view key) {
    size_t rest = token_.begin + key.size();
    if (rest < lines_.text().size() && std::string_view(":= ").find(lines_.text()[rest]) != kNone) ++rest;
    edits_.push_back({"Write " + std::string(key) + ": with a space", {token_.begin + key.size(), rest}, ": "});
  }

  void ForEachClause(std::string_view hint) {
    while (!hint.empty()) {
      const size_t end = std::min({hint.find(", or "), hint.find("; "), hint.find(" or "), hint.size()});
      Clause(hint.substr(0, end));
      hint.remove_prefix(end);
      for (const std::string_view joint : {", or ", "; ", " or "}) {
        if (hint.starts_with(joint)) {
          hint.remove_prefix(joint.size());
          break;
        }
      }
    }
  }

  void Clause(std::string_view clause) {
    if (clause == "remove it" || clause.starts_with("remove the line") || clause.starts_with("remove the entry"))
      Remove();
    for (const std::string_view verb : {"write it below ", "below "}) {
      if (clause.starts_with(verb)) MoveBelow(clause.substr(verb.size(), clause.find(' ', verb.size()) - verb.size()));
    }
    if (clause.starts_with("write it one level up"))
      Move("Move it one level up", lsp::MoveUp(lines_, lines_.LineAt(token_.begin), KeyColumn()));
    for (const std::string_view verb : {"write ", "use "}) {
      if (clause.starts_with(verb) && IsWord(clause.substr(verb.size()))) Replace(clause.substr(verb.size()));
    }
    // "or false", as the second half of "write true or false".
    if (IsWord(clause) && !edits_.empty() && edits_.back().span.begin == token_.begin) Replace(clause);
    const size_t colon = clause.find(": ");
    if (colon == kNone || clause.starts_with("quote it")) return;
    const size_t key_begin = clause.rfind(' ', colon) == kNone ? 0 : clause.rfind(' ', colon) + 1;
    const std::string_view key = clause.substr(key_begin, colon - key_begin);
    std::string_view value = clause.substr(colon + 2);
    value = value.substr(0, value.find(' '));
    const std::string_view before = clause.substr(0, key_begin);
    const bool names_edit =
        before.ends_with("such as ") || std::find(std::begin(kAdding), std::end(kAdding), before) != std::end(kAdding);
    if (names_edit && IsOneKey(key) && IsWord(value)) AddMember(key, value);
  }

  void MoveBelow(std::string_view key) {
    Move("Move it below " + std::string(key), lsp::MoveBelow(lines_, lines_.LineAt(token_.begin), KeyColumn(), key));
  }

  void Move(const std::string& title, const std::optional<Change>& change) {
    if (change && token_.begin == line_begin_ + KeyColumn()) edits_.push_back({title, change->span, change->text});
  }

  // Beside the member at the place, or, when the finding is about what is missing in an object, as its first.
  void AddMember(std::string_view key, std::string_view value) {
    const std::string member = std::string(key) + ": " + std::string(value);
    const std::string title = "Add " + member;
    if (json_) return AddToJson(title, InQuotes(key, true) + ": " + JsonScalar(value));
    const size_t indent = KeyColumn();
    const size_t inner = indent + 2;
    if (InFlow()) {
      edits_.push_back({title, {KeyBegin(), KeyBegin()}, member + ", "});
      return;
    }
    // With the indentation of the lines below, where there are any.
    const size_t next = lines_.LineAt(token_.begin) + 1;
    size_t below = inner;
    if (next < lines_.count()) {
      const size_t first = lines_.line(next).find_first_not_of(' ');
      if (first != kNone && first > indent) below = first;
    }
    const size_t end = line_begin_ + line_.size();
    edits_.push_back({title, {end, end}, "\n" + std::string(below, ' ') + member});
    edits_.push_back({title, {KeyBegin(), KeyBegin()}, member + "\n" + std::string(indent, ' ')});
  }

  void AddToJson(const std::string& title, const std::string& member) {
    const std::vector<JsonElement> around = ElementsAt(lines_.text(), token_.begin);
    if (around.empty()) return;
    const JsonElement& here = around.front();
    const std::string_view text = lines_.text();
    if (text[here.value] == '{') {
      const size_t first = std::min(text.find_first_not_of(" \t\r\n", here.value + 1), text.size() - 1);
      if (text[first] == '}') edits_.push_back({title, {here.value + 1, here.value + 1}, member});
      else AddBefore(title, first, member);
    }
    if (here.is_member) AddBefore(title, here.span.begin, member);
  }

  // In a line of its own where the next one has that.
  void AddBefore(const std::string& title, size_t at, const std::string& member) {
    const size_t begin = lines_.start(lines_.LineAt(at));
    const std::string_view before = lines_.text().substr(begin, at - begin);
    const bool alone = before.find_first_not_of(" \t") == kNone;
    edits_.push_back({title, {at, at}, member + (alone ? ",\n" + std::string(before) : ", ")});
  }

  // With what an object is known by, all of it, where it is one of a list.
  void RemoveFromJson() {
    const std::vector<JsonElement> around = ElementsAt(lines_.text(), token_.begin);
    if (around.empty()) return;
    const std::string_view key = lines_.text().substr(around.front().span.begin);
    const bool whole = around.front().is_member && IsIdentity(key.substr(1, key.find('"', 1) - 1));
    const auto item = std::find_if(around.begin(), around.end(), [](const JsonElement& one) { return !one.is_member; });
    if (!whole) edits_.push_back({"Remove it", RemovalOf(around.front()), ""});
    else if (item != around.end()) edits_.push_back({"Remove the entry", RemovalOf(*item), ""});
  }

  // A member in lines of its own; one behind a dash, before which the next one moves; one between braces. With what an
  // object is known by, all of it.
  void Remove() {
    if (json_) return RemoveFromJson();
    const std::string title = "Remove it";
    const std::string_view key = lines_.text().substr(KeyBegin());
    const bool whole = IsIdentity(key.substr(0, key.find_first_of(": \r\n")));
    if (InFlow()) {
      if (whole) return;
      const size_t begin = KeyBegin();
      size_t end = std::min(lines_.text().find_first_of(",}\r\n", token_.end), lines_.text().size());
      size_t from = begin;
      if (end < lines_.text().size() && lines_.text()[end] == ',') {
        end = std::min(lines_.text().find_first_not_of(' ', end + 1), lines_.text().size());
      } else {
        while (from > line_begin_ && (lines_.text()[from - 1] == ' ' || lines_.text()[from - 1] == ',')) --from;
      }
      edits_.push_back({title, {from, end}, ""});
      return;
    }
    const size_t indent = KeyColumn();
    if (whole) return indent == 0 ? RemoveDocument() : RemoveEntry();
    const size_t next = MemberEnd(lines_, lines_.LineAt(token_.begin), indent);
    const size_t end = lines_.start(next);
    const bool behind_dash = line_.substr(0, indent).find('-') != kNone;
    if (!behind_dash) {
      edits_.push_back({title, {line_begin_, end}, ""});
    } else if (next < lines_.count() && lines_.line(next).find_first_not_of(' ') == indent) {
      edits_.push_back({title, {KeyBegin(), end + indent}, ""});
    }
  }

  // With one of the `---` lines around it.
  void RemoveDocument() {
    const auto divides = [&](size_t line) { return lines_.line(line).starts_with("---"); };
    size_t first = lines_.LineAt(token_.begin);
    size_t end = first;
    while (first > 0 && !divides(first)) --first;
    while (end < lines_.count() && !divides(end)) ++end;
    if (!divides(first) && end < lines_.count()) ++end;
    edits_.push_back({"Remove the resource", {lines_.start(first), lines_.start(end)}, ""});
  }

  // Of a list, when the key is the first behind its dash.
  void RemoveEntry() {
    const size_t dash = line_.find_first_not_of(' ');
    const size_t line = lines_.LineAt(token_.begin);
    if (line_[dash] != '-' || line_.find_first_not_of(' ', dash + 1) != KeyColumn()) return;
    edits_.push_back({"Remove the entry", {line_begin_, lines_.start(MemberEnd(lines_, line, dash + 1))}, ""});
  }

  bool InFlow() const { return line_.substr(0, token_.begin - line_begin_).find_first_of("{[") != kNone; }

  // The column at which the key of the place begins.
  size_t KeyColumn() const { return lsp::KeyColumn(line_); }

  size_t KeyBegin() const {
    if (!InFlow()) return line_begin_ + KeyColumn();
    size_t at = token_.begin;
    while (at > line_begin_ && std::string_view("{,[").find(lines_.text()[at - 1]) == kNone) --at;
    return std::min(lines_.text().find_first_not_of(' ', at), token_.begin);
  }

  static constexpr std::string_view kAdding[] = {"add ", "set ", "write "};

  const Finding& finding_;
  const Lines& lines_;
  const bool json_;
  const Span token_;
  size_t line_begin_ = 0;
  std::string_view line_;
  std::vector<Edit> edits_;
};

}  // namespace

std::vector<Edit> EditsFor(const Finding& finding, const Lines& lines) { return Edits(finding, lines).All(); }

}  // namespace agentrender::lsp

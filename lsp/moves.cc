// Takes lines in which a member of a block mapping stands, gives the change that moves them, indented as their new
// place asks for. Lines are looked at as YAML's block style has them; whether the result says what was meant is seen
// when it is tried (actions.cc).
#include "lsp/moves.h"

#include <algorithm>

#include "core/base/text.h"

namespace agentrender::lsp {

namespace {

constexpr size_t kNone = std::string_view::npos;
constexpr size_t kStep = 2;  // of indentation, where there is no example of it

bool IsBlank(std::string_view line) { return line.find_first_not_of(" \t\r") == kNone; }

bool EndsDocument(std::string_view line) { return line.starts_with("---") || line.starts_with("..."); }

bool IsBehindDash(std::string_view line) { return KeyColumn(line) != line.find_first_not_of(' '); }

// The line above in which the object of a member begins: one that is indented less.
std::optional<size_t> ParentOf(const Lines& lines, size_t line, size_t column) {
  while (line-- > 0) {
    const std::string_view text = lines.line(line);
    if (IsBlank(text) || IsComment(text)) continue;
    if (EndsDocument(text)) return std::nullopt;
    if (text.find_first_not_of(' ') < column) return line;
  }
  return std::nullopt;
}

// The line of the member `key` of the block mapping that `line` is in, whose keys stand in `column`.
std::optional<size_t> FindBeside(const Lines& lines, size_t line, size_t column, std::string_view key) {
  const auto is_it = [&](std::string_view text) {
    const std::string_view rest = text.substr(std::min(column, text.size()));
    return KeyColumn(text) == column && rest.starts_with(key) && rest.substr(key.size()).starts_with(':');
  };
  for (size_t at = line; at-- > 0;) {
    const std::string_view text = lines.line(at);
    if (IsBlank(text) || IsComment(text)) continue;
    if (EndsDocument(text) || KeyColumn(text) < column) break;
    if (is_it(text)) return at;
    if (text.find_first_not_of(' ') < column) break;  // the dash of the item that it is in
  }
  for (size_t at = line + 1; at < lines.count(); ++at) {
    const std::string_view text = lines.line(at);
    if (IsBlank(text) || IsComment(text)) continue;
    if (EndsDocument(text) || text.find_first_not_of(' ') < column) break;
    if (is_it(text)) return at;
  }
  return std::nullopt;
}

// The first line of a member with the comments right above it, which are about it.
size_t FirstWithComments(const Lines& lines, size_t line, size_t column) {
  while (line > 0 && IsComment(lines.line(line - 1)) && lines.line(line - 1).find_first_not_of(' ') == column) --line;
  return line;
}

std::string WithBreak(std::string_view text) {
  std::string whole(text);
  if (!whole.empty() && whole.back() != '\n') whole += '\n';
  return whole;
}

// The lines [first, end) with their keys in column `to` in the place of `from`.
std::string Indented(const Lines& lines, size_t first, size_t end, size_t from, size_t to) {
  std::string block;
  for (size_t line = first; line < end; ++line) {
    const std::string_view whole = lines.text().substr(lines.start(line), lines.start(line + 1) - lines.start(line));
    const size_t spaces = std::min(whole.find_first_not_of(' '), whole.size());
    if (IsBlank(lines.line(line))) {
      block += whole;
    } else {
      block += std::string(to + std::max(spaces, from) - from, ' ') + WithBreak(whole.substr(spaces));
    }
  }
  return block;
}

// The lines [first, end) become `block` before the line `to`.
Change Moved(const Lines& lines, size_t first, size_t end, size_t to, const std::string& block) {
  const std::string_view text = lines.text();
  const auto part = [&](size_t a, size_t b) {
    return WithBreak(text.substr(lines.start(a), lines.start(b) - lines.start(a)));
  };
  if (to <= first) return {{lines.start(to), lines.start(end)}, block + part(to, first)};
  return {{lines.start(first), lines.start(to)}, part(end, to) + block};
}

}  // namespace

size_t MemberEnd(const Lines& lines, size_t line, size_t column) {
  size_t end = line + 1;
  for (size_t at = end; at < lines.count(); ++at) {
    const std::string_view text = lines.line(at);
    if (IsBlank(text)) continue;
    const size_t first = text.find_first_not_of(' ');
    // The items of a list may stand below their key.
    const bool is_item = first == column && text[first] == '-' && (first + 1 == text.size() || text[first + 1] == ' ');
    if (EndsDocument(text) || first < column || (first == column && !is_item)) break;
    end = at + 1;
  }
  return end;
}

std::optional<Change> MoveBelow(const Lines& lines, size_t line, size_t column, std::string_view below) {
  if (IsBehindDash(lines.line(line))) return std::nullopt;
  const size_t begin = FirstWithComments(lines, line, column);
  const size_t end = MemberEnd(lines, line, column);
  std::optional<size_t> target = FindBeside(lines, line, column, below);
  size_t target_column = column;
  if (!target && below == "metadata") {
    const std::optional<size_t> parent = ParentOf(lines, line, column);
    if (!parent) return std::nullopt;
    target_column = KeyColumn(lines.line(*parent));
    target = FindBeside(lines, *parent, target_column, below);
    if (!target) return std::nullopt;
  }
  if (!target) {
    const std::string head = std::string(column, ' ') + std::string(below) + ":\n";
    return Moved(lines, begin, end, begin, head + Indented(lines, begin, end, column, column + kStep));
  }
  std::string_view rest = lines.line(*target).substr(target_column + below.size() + 1);
  if (!IsBlank(rest) && !IsComment(rest)) return std::nullopt;
  const size_t first = *target + 1;
  const size_t target_end = MemberEnd(lines, *target, target_column);
  const bool has_members = target_end > first && KeyColumn(lines.line(first)) > target_column;
  const size_t inner = has_members ? KeyColumn(lines.line(first)) : target_column + kStep;
  return Moved(lines, begin, end, target_end, Indented(lines, begin, end, column, inner));
}

std::optional<Change> MoveUp(const Lines& lines, size_t line, size_t column) {
  if (IsBehindDash(lines.line(line))) return std::nullopt;
  const std::optional<size_t> parent = ParentOf(lines, line, column);
  if (!parent) return std::nullopt;
  const size_t parent_column = KeyColumn(lines.line(*parent));
  if (parent_column >= column) return std::nullopt;
  const size_t begin = FirstWithComments(lines, line, column);
  const size_t end = MemberEnd(lines, line, column);
  return Moved(lines, begin, end, MemberEnd(lines, *parent, parent_column),
               Indented(lines, begin, end, column, parent_column));
}

}  // namespace agentrender::lsp

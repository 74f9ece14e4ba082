// Takes problems, gives them for people: each with its line of the input and the hint.
#include <algorithm>
#include <map>

#include "core/formats/shown.h"
#include "core/report/excerpt.h"
#include "core/report/parts.h"
#include "core/report/report.h"

namespace agentrender {

namespace {

constexpr size_t kNumberWidth = 5;
// A hint goes next to the caret if both fit into a line of this width.
constexpr size_t kLineWidth = 100;

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kFaint = "\x1b[2m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kReset = "\x1b[0m";

std::string_view ColorOf(Severity severity) {
  switch (severity) {
    case Severity::kError: return "\x1b[1;31m";
    case Severity::kWarning: return "\x1b[1;33m";
    case Severity::kInfo: return "\x1b[1;36m";
  }
  return {};
}

class TextReport {
 public:
  TextReport(const std::vector<Source>& sources, bool color, Output& out)
      : sources_(sources), lines_(sources), color_(color), out_(out) {}

  void Add(const Problem& problem) {
    AddHeadline(problem);
    const std::string_view line = problem.where.HasPlace() ? lines_.Find(problem.where) : std::string_view();
    const bool hint_shown =
        !line.empty() && AddExcerpt(problem, MakeExcerpt(line, columns_.Find(line, problem.where.column)));
    if (!hint_shown && !problem.hint.empty()) AddNote("hint: ", kGreen, Shown(problem.hint));
    if (problem.other.HasPlace()) AddNote("also: ", {}, ShownPlace(problem.other, sources_));
  }

  // That the last finding is there `count` times more, and where first.
  void AddRest(const Problem* const* problems, size_t count) {
    constexpr size_t kPlaces = 5;
    std::string text = "and " + std::to_string(count) + " more like these";
    for (size_t i = 0; i < std::min(count, kPlaces); ++i) {
      std::string place = ShownPlace(problems[i]->where, sources_);
      if (place.empty()) place = ShownObject(problems[i]->object);
      text += (i == 0 ? ": " : ", ") + place;
    }
    if (count > kPlaces) text += " ...";
    AddNote("", {}, text);
  }

 private:
  void Paint(std::string_view color, std::string_view text) {
    if (color_ && !color.empty()) out_.Append(color);
    out_.Append(text);
    if (color_ && !color.empty()) out_.Append(kReset);
  }

  void AddHeadline(const Problem& problem) {
    std::string place = ShownPlace(problem.where, sources_);
    if (place.empty()) place = ShownObject(problem.object);
    if (!place.empty()) Paint(kBold, place + ": ");
    Paint(ColorOf(problem.severity), NameOf(problem.severity));
    out_.Append(": ");
    out_.Append(ShownMessage(problem));
    Paint(kFaint, " [" + CodeText(problem.code) + "]");
    out_.Append('\n');
  }

  // True if the hint was put next to the caret.
  bool AddExcerpt(const Problem& problem, const Excerpt& excerpt) {
    const std::string number = std::to_string(problem.where.line);
    if (number.size() < kNumberWidth) out_.Spaces(kNumberWidth - number.size());
    Paint(kFaint, number + " |");
    out_.Append(' ');
    out_.Append(excerpt.text);
    out_.Append('\n');
    if (excerpt.width == 0) return false;
    out_.Spaces(std::max(kNumberWidth, number.size()) + 1);
    Paint(kFaint, "|");
    out_.Spaces(1 + excerpt.indent);
    const std::string hint = Shown(problem.hint);
    const bool beside = !hint.empty() && excerpt.indent + excerpt.width + 1 + hint.size() <= kLineWidth;
    Paint(ColorOf(problem.severity), "^" + std::string(excerpt.width - 1, '~'));
    if (beside) Paint(kGreen, " " + hint);
    out_.Append('\n');
    return beside;
  }

  void AddNote(std::string_view label, std::string_view color, std::string_view text) {
    out_.Spaces(kNumberWidth + 1);
    Paint(color, label);
    out_.Append(text);
    out_.Append('\n');
  }

  const std::vector<Source>& sources_;
  LineFinder lines_;
  ColumnFinder columns_;
  bool color_;
  Output& out_;
};

// More equal findings than kMostEqual are some of them and a count.
constexpr size_t kMostEqual = 5;
constexpr size_t kShownOfEqual = 3;

// Findings that differ in nothing but their places: in the line, and in a number of the field, as that of a list's
// item.
using Alike = PlainList<const Problem*>;

std::string KeyOf(const Problem& problem) {
  std::string key = CodeText(problem.code) + NameOf(problem.severity);
  for (char c : problem.field) {
    if (!IsDigit(c)) key += c;
  }
  key.append(problem.message).append(problem.hint);
  return key;
}

}  // namespace

void ReportText(const std::vector<Problem>& problems, const std::vector<Source>& sources, const ReportOptions& options,
                Output& out) {
  TextReport report(sources, options.color, out);
  const PlainList<const Problem*> selected = Selected(problems, options);
  std::map<std::string, Alike> groups;
  for (const Problem* problem : selected) groups[KeyOf(*problem)].push_back(problem);
  for (const Problem* problem : selected) {
    const Alike& equal = groups[KeyOf(*problem)];
    const auto number = static_cast<size_t>(std::find(equal.begin(), equal.end(), problem) - equal.begin());
    const bool many = equal.size() > kMostEqual;
    if (!many || number < kShownOfEqual) report.Add(*problem);
    if (many && number + 1 == kShownOfEqual)
      report.AddRest(equal.begin() + kShownOfEqual, equal.size() - kShownOfEqual);
  }
}

}  // namespace agentrender

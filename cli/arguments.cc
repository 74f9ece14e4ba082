// Takes argv and a table of options, gives options and operands, or what is wrong, with the option that was meant.
#include "cli/arguments.h"

#include <getopt.h>

#include "core/base/nearest.h"
#include "core/model/problem.h"

namespace agentrender {

namespace {

// getopt_long and not a library such as CLI11, which reports by exceptions: what ships has none.
class OptionTable {
 public:
  explicit OptionTable(std::span<const OptionRow> rows) {
    for (const OptionRow& row : rows) {
      long_.push_back({row.name, row.value != nullptr ? required_argument : no_argument, nullptr, row.id});
      names_.emplace_back(row.name);
      if (row.id >= kNoLetter) continue;
      letters_ += static_cast<char>(row.id);
      if (row.value != nullptr) letters_ += ':';
    }
    long_.push_back({nullptr, 0, nullptr, 0});
  }

  const char* letters() const { return letters_.c_str(); }
  const option* rows() const { return long_.data(); }

  // What is wrong with `word`, for which getopt_long gave '?'.
  std::string Refusal(std::string_view word, int letter) const {
    if (!word.starts_with("--")) return "unknown option -" + std::string(1, static_cast<char>(letter));
    const size_t equals = word.find('=');
    const std::string_view name = word.substr(2, equals == std::string_view::npos ? equals : equals - 2);
    for (std::string_view known : names_) {
      if (known == name) return "option --" + std::string(name) + " takes no value";
    }
    std::vector<std::string_view> longer;
    for (std::string_view known : names_) {
      if (known.starts_with(name)) longer.push_back(known);
    }
    if (longer.empty()) return "unknown option --" + std::string(name) + Suggestion(name, names_, "--");
    return "option --" + std::string(name) + " could be --" + std::string(longer[0]) + " or --" +
           std::string(longer.back());
  }

 private:
  std::string letters_ = ":";  // a missing value gives ':'
  std::vector<option> long_;
  std::vector<std::string_view> names_;
};

}  // namespace

std::string Suggestion(std::string_view word, const std::vector<std::string_view>& candidates, const char* prefix) {
  const std::string_view near = Nearest(word, candidates);
  return near.empty() ? std::string() : "; did you mean " + std::string(prefix) + std::string(near) + "?";
}

Arguments ReadArguments(int argc, char** argv, std::span<const OptionRow> rows) {
  const OptionTable table(rows);
  Arguments arguments;
  opterr = 0;
  optind = 1;
  while (true) {
    const int id = getopt_long(argc, argv, table.letters(), table.rows(), nullptr);
    if (id == -1) break;
    const std::string_view word = argv[optind - 1];
    if (id == ':') {
      arguments.error = "option " + std::string(word) + " needs a value";
    } else if (id == '?') {
      arguments.error = table.Refusal(word, optopt);
    } else {
      arguments.options.emplace_back(id, optarg != nullptr ? std::string_view(optarg) : std::string_view());
    }
    if (!arguments.error.empty()) return arguments;
  }
  for (int i = optind; i < argc; ++i) arguments.operands.emplace_back(argv[i]);
  return arguments;
}

}  // namespace agentrender

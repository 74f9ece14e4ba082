// Command lines: the options and operands of a command.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agentrender {

// One option of a command.
struct OptionRow {
  int id;             // its letter, or, when it has none, a number from kNoLetter on
  const char* name;   // "namespace"
  const char* value;  // what its value is called in the help; null when it takes none
  const char* help;   // may have several lines
};

inline constexpr int kNoLetter = 256;

// The options of a command that has only --help.
inline constexpr OptionRow kHelpOnly[] = {{'h', "help", nullptr, "explain this command"}};

struct Arguments {
  std::vector<std::pair<int, std::string_view>> options;  // id and value, in their order
  std::vector<std::string_view> operands;
  std::string error;  // what is wrong with the command line; empty when nothing is
};

// Reads what follows the command's name, which is argv[0]. Options may be anywhere, may be shortened (--name) and end
// with `--`; `-` is an operand.
Arguments ReadArguments(int argc, char** argv, std::span<const OptionRow> rows);

// "; did you mean --namespace?", or nothing.
std::string Suggestion(std::string_view word, const std::vector<std::string_view>& candidates, const char* prefix = "");

}  // namespace agentrender

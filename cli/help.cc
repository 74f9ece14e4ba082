// Takes the table of commands and their options, gives the texts that explain them.
#include "cli/help.h"

#include "cli/host.h"

namespace agentrender {

namespace {

constexpr size_t kOptionColumn = 28;

constexpr char kIntroduction[] =
    R"(agentrender renders KubeOpenCode Agents into the Deployments, Services, claims and ConfigMaps
that the controller would make from them, before they reach a cluster.

  agentrender render agent.yaml             print the objects that the Agents in a file become
  agentrender render -n team-a agents/      render a directory as one input
  agentrender validate agents/              find mistakes; print no objects
  helm template chart | agentrender | kubectl apply -f -

Commands:
)";

constexpr char kConclusion[] =
    R"(
Without a command the program reads stdin: given a ResourceList it acts as a KRM function (as
kustomize calls it), and anything else is rendered. Exit status: 0 done, 1 the input has
errors, 2 the command line is wrong or a file cannot be read or written.
agentrender help COMMAND explains a command.
)";

std::string Padded(std::string text, size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string OptionHelp(const OptionRow& row) {
  std::string left = "  ";
  left += row.id < kNoLetter ? std::string("-") + static_cast<char>(row.id) + ", " : "    ";
  left += std::string("--") + row.name;
  if (row.value != nullptr) left += std::string(" ") + row.value;
  std::string text = Padded(left + " ", kOptionColumn);
  if (text.size() > kOptionColumn) text += "\n" + std::string(kOptionColumn, ' ');
  for (const char* c = row.help; *c != 0; ++c) {
    text += *c;
    if (*c == '\n') text.append(kOptionColumn, ' ');
  }
  return text + "\n";
}

}  // namespace

std::string AsCalled(std::string text) {
  constexpr std::string_view kName = "agentrender ";
  const std::string called = std::string(CalledAs()) + " ";
  if (called == kName) return text;
  for (size_t at = text.find(kName); at != std::string::npos; at = text.find(kName, at + called.size())) {
    text.replace(at, kName.size(), called);
  }
  return text;
}

std::string ProgramHelp() {
  constexpr size_t kNameColumn = 12;
  std::string text = kIntroduction;
  for (const Command* command : AllCommands()) {
    text += "  " + Padded(command->name, kNameColumn) + command->summary + "\n";
  }
  return AsCalled(text + kConclusion);
}

std::string CommandHelp(const Command& command) {
  std::string text = std::string("agentrender ") + command.usage + "\n\n" + command.about;
  if (!command.options.empty()) text += "\nOptions:\n";
  for (const OptionRow& row : command.options) text += OptionHelp(row);
  return AsCalled(std::move(text));
}

}  // namespace agentrender

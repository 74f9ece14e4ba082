// Takes the table of commands and their options, gives the manual page. What lines begin with and what dashes are is
// markup in roff; all else are the texts of --help.
#include "cli/man.h"

#include <string_view>

#include "cli/command.h"

namespace agentrender {

namespace {

constexpr char kHead[] = R"(.TH AGENTRENDER 1 "" "agentrender )" AGENTRENDER_VERSION R"(" "User Commands"
.SH NAME
agentrender \- render KubeOpenCode Agents into Kubernetes manifests
.SH SYNOPSIS
.B agentrender
.I COMMAND
.RI [ OPTION ]...
.RI [ PATH | \- ]...
.SH DESCRIPTION
Renders KubeOpenCode Agents into the Deployments, Services, claims and ConfigMaps that the controller would make from
them, before they reach a cluster.
.PP
Without a command it reads stdin: given a ResourceList it acts as a KRM function, and anything else is rendered.
.SH COMMANDS
)";

constexpr char kTail[] = R"(.SH EXIT STATUS
0 when it is done, 1 when the input has errors, 2 when the command line is wrong or a file cannot be read or written.
)";

// Text as it is, whatever its lines begin with.
std::string Roff(std::string_view text) {
  std::string roff;
  bool begins = true;
  for (const char c : text) {
    if (begins && (c == '.' || c == '\'')) roff += "\\&";
    if (c == '\\') {
      roff += "\\e";
    } else if (c == '-') {
      roff += "\\-";
    } else {
      roff += c;
    }
    begins = c == '\n';
  }
  return roff;
}

std::string Bold(std::string_view text) { return "\\fB" + Roff(text) + "\\fR"; }

// The option, and below it, indented, what it does.
std::string OptionText(const OptionRow& row) {
  std::string text = ".TP\n";
  if (row.id < kNoLetter) text += Bold(std::string("-") + static_cast<char>(row.id)) + ", ";
  text += Bold(std::string("--") + row.name);
  if (row.value != nullptr) text += " \\fI" + Roff(row.value) + "\\fR";
  return text + "\n" + Roff(row.help) + "\n";
}

std::string CommandText(const Command& command) {
  std::string text = ".SS " + Roff(command.name) + "\n" + Roff(command.summary) + ".\n.PP\n" +
                     Bold("agentrender " + std::string(command.usage)) + "\n.PP\n.nf\n" + Roff(command.about) + ".fi\n";
  for (const OptionRow& row : command.options) text += OptionText(row);
  return text;
}

}  // namespace

std::string ManualPage() {
  std::string page = kHead;
  for (const Command* command : AllCommands()) page += CommandText(*command);
  return page + kTail;
}

}  // namespace agentrender

// Takes the table of commands and their options, gives completion scripts. Commands come first on the line, then
// options and paths; the values of options are completed as paths, which the shells do by themselves.
#include "cli/completion.h"

#include <string_view>

#include "cli/command.h"

namespace agentrender {

namespace {

// A help text on one line.
std::string OneLine(std::string_view help) {
  std::string line(help);
  for (char& c : line) {
    if (c == '\n') c = ' ';
  }
  return line;
}

// `text` with a backslash in front of each of `special`.
std::string Escaped(std::string_view text, std::string_view special) {
  std::string escaped;
  for (char c : text) {
    if (special.find(c) != special.npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// `text` in single quotes, for a POSIX shell.
std::string InQuotes(std::string_view text) {
  std::string quoted = "'";
  for (char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

bool HasLetter(const OptionRow& row) { return row.id < kNoLetter; }
std::string LetterOf(const OptionRow& row) { return std::string("-") + static_cast<char>(row.id); }
std::string NameOf(const OptionRow& row) { return std::string("--") + row.name; }

std::string NamesOfCommands() {
  std::string names;
  for (const Command* command : AllCommands()) names += (names.empty() ? "" : " ") + std::string(command->name);
  return names;
}

std::string NamesOfOptions(const Command& command) {
  std::string names;
  for (const OptionRow& row : command.options) {
    if (HasLetter(row)) names += LetterOf(row) + " ";
    names += NameOf(row) + " ";
  }
  return names;
}

// One argument of zsh's _arguments.
std::string ZshOption(const OptionRow& row) {
  const std::string what = "[" + Escaped(OneLine(row.help), "[]:\\") + "]";
  const std::string value = row.value == nullptr ? "" : ":" + Escaped(row.value, ":\\") + ":_files";
  if (!HasLetter(row)) return InQuotes("*" + NameOf(row) + what + value);
  return "{" + LetterOf(row) + "," + NameOf(row) + "}" + InQuotes(what + value);
}

std::string FishOption(const Command& command, const OptionRow& row) {
  std::string line = "complete -c agentrender -n '__fish_seen_subcommand_from " + std::string(command.name) + "'";
  if (HasLetter(row)) line += " -s " + std::string(1, static_cast<char>(row.id));
  line += " -l " + std::string(row.name);
  if (row.value != nullptr) line += " -r";
  return line + " -d '" + Escaped(OneLine(row.help), "'\\") + "'\n";
}

}  // namespace

std::string BashCompletion() {
  std::string text = "_agentrender() {\n  local word=${COMP_WORDS[COMP_CWORD]} options=\n  case ${COMP_WORDS[1]} in\n";
  for (const Command* command : AllCommands()) {
    text += "    " + std::string(command->name) + ") options=" + InQuotes(NamesOfOptions(*command)) + " ;;\n";
  }
  text += "  esac\n  COMPREPLY=()\n  if [ \"$COMP_CWORD\" = 1 ]; then\n    COMPREPLY=($(compgen -W '" +
          NamesOfCommands() + "' -- \"$word\"))\n";
  return text +
         "  elif [[ $word == -* ]]; then\n    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
         "  else\n    compopt -o default\n  fi\n}\ncomplete -F _agentrender agentrender\n";
}

std::string ZshCompletion() {
  std::string text = "#compdef agentrender\n\n_agentrender() {\n  local -a commands\n  commands=(\n";
  for (const Command* command : AllCommands()) {
    text += "    " + InQuotes(std::string(command->name) + ":" + Escaped(command->summary, ":\\")) + "\n";
  }
  text +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  local command=$words[2]\n"
      "  shift words\n  (( CURRENT-- ))\n  case $command in\n";
  for (const Command* command : AllCommands()) {
    text += "    " + std::string(command->name) + ")\n      _arguments";
    for (const OptionRow& row : command->options) text += " \\\n        " + ZshOption(row);
    text += " \\\n        '*:path:_files'\n      ;;\n";
  }
  return text + "  esac\n}\n\n_agentrender \"$@\"\n";
}

std::string FishCompletion() {
  std::string text;
  for (const Command* command : AllCommands()) {
    text += "complete -c agentrender -n __fish_use_subcommand -f -a " + std::string(command->name) + " -d '" +
            Escaped(command->summary, "'\\") + "'\n";
  }
  for (const Command* command : AllCommands()) {
    for (const OptionRow& row : command->options) text += FishOption(*command, row);
  }
  return text;
}

}  // namespace agentrender

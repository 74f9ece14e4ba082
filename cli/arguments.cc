// Takes argv and a table of options, gives options and operands, or what is wrong, with the option that was meant. Not
// by getopt_long, which reads POSIXLY_CORRECT, cannot tell which word it stumbled over, and is 5 kB of the WASI module
// with the stdio that it brings; nor by a library such as CLI11, which reports by exceptions: what ships has none.
#include "cli/arguments.h"

#include <algorithm>

#include "core/base/nearest.h"
#include "core/base/text.h"
#include "core/model/problem.h"

namespace agentrender {

namespace {

class Reader {
 public:
  Reader(std::span<char* const> words, std::span<const OptionRow> rows) : words_(words), rows_(rows) {}

  Arguments Read() {
    bool options_end = false;
    while (!words_.empty() && arguments_.error.empty()) {
      const std::string_view word = Next();
      if (options_end || word.size() < 2 || word[0] != '-') {
        arguments_.operands.push_back(word);
      } else if (word == "--") {
        options_end = true;
      } else if (word[1] == '-') {
        ReadLong(word);
      } else {
        ReadLetters(word);
      }
    }
    return std::move(arguments_);
  }

 private:
  std::string_view Next() {
    const std::string_view word = words_.front();
    words_ = words_.subspan(1);
    return word;
  }

  void Refuse(const std::string& why) { arguments_.error = why; }
  void Add(const OptionRow& row, std::string_view value = {}) { arguments_.options.emplace_back(row.id, value); }
  // The option's value is the next word.
  void AddNext(const OptionRow& row, std::string_view word) {
    if (words_.empty()) return Refuse("option " + word + " needs a value");
    Add(row, Next());
  }

  // `--name`, `--name=value`, or what a name begins with.
  void ReadLong(std::string_view word) {
    const size_t end = std::min(word.find('='), word.size());
    const OptionRow* row = FindLong(word.substr(2, end - 2));
    if (row == nullptr) return;
    const bool has_value = end < word.size();
    if (row->value == nullptr) {
      if (has_value) return Refuse(std::string("option --") + row->name + " takes no value");
      Add(*row);
    } else if (has_value) {
      Add(*row, word.substr(end + 1));
    } else {
      AddNext(*row, word);
    }
  }

  // Letters without values, and one that may have one, in the rest of the word or in the next.
  void ReadLetters(std::string_view word) {
    for (size_t i = 1; i < word.size(); ++i) {
      const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const OptionRow& r) { return r.id == word[i]; });
      if (row == rows_.end()) return Refuse(std::string("unknown option -") + word[i]);
      if (row->value == nullptr) {
        Add(*row);
      } else if (i + 1 < word.size()) {
        return Add(*row, word.substr(i + 1));
      } else {
        return AddNext(*row, word);
      }
    }
  }

  // Null, with an error, when there is none, or more than one could be meant.
  const OptionRow* FindLong(std::string_view name) {
    std::vector<std::string_view> names;
    const OptionRow* first = nullptr;
    const OptionRow* last = nullptr;
    for (const OptionRow& row : rows_) {
      const std::string_view known = row.name;
      if (known == name) return &row;
      names.push_back(known);
      if (!known.starts_with(name)) continue;
      if (first == nullptr) first = &row;
      last = &row;
    }
    if (first != nullptr && first == last) return first;
    const std::string option = "option --" + name;
    if (first == nullptr) {
      Refuse("unknown " + option + Suggestion(name, names, "--"));
    } else {
      Refuse(option + " could be --" + first->name + " or --" + last->name);
    }
    return nullptr;
  }

  std::span<char* const> words_;
  std::span<const OptionRow> rows_;
  Arguments arguments_;
};

}  // namespace

std::string Suggestion(std::string_view word, const std::vector<std::string_view>& candidates, const char* prefix) {
  const std::string_view near = Nearest(word, candidates);
  return near.empty() ? std::string() : "; did you mean " + std::string(prefix) + near + "?";
}

Arguments ReadArguments(int argc, char** argv, std::span<const OptionRow> rows) {
  const std::span<char* const> words(argv, static_cast<size_t>(argc));
  return Reader(words.subspan(1), rows).Read();
}

}  // namespace agentrender

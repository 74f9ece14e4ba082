// Findings: what is wrong with an input, or worth saying about it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/model/origin.h"
#include "core/model/size_limits.h"
#include "core/model/value.h"

namespace agentrender {

enum class Severity : uint8_t { kError, kWarning, kInfo };

// "error", "warning" or "info", as KRM results spell them.
const char* NameOf(Severity severity);

// One kind of finding. docs/problems.md explains each under its code; problems.def
// lists them.
enum class Code : uint16_t {
#define PROBLEM(number, name, title) name = number,
#include "core/model/problems.def"
#undef PROBLEM
};

// "AR0101".
std::string CodeText(Code code);
// The title of a code in problems.def.
const char* TitleOf(Code code);
// The address of its entry in docs/problems.md.
std::string AddressOf(Code code);

// The identity of a resource, as KRM results' resourceRef has it.
struct ObjectRef {
  std::string_view api_version;
  std::string_view kind;
  std::string_view ns;
  std::string_view name;
  // The file that the resource came from, according to the annotations of KRM tools; empty if there are none.
  std::string_view file;
  std::string_view index;  // of the resource among those of the file
};

// {apiVersion, kind, namespace, name}, without what is empty, as JSON reports have it.
Value ValueOf(const ObjectRef& ref, Arena& arena);

// One finding. Stages fill the first part; Locate() (locate.h) adds object and
// field, which it finds by the place.
struct Problem {
  Severity severity = Severity::kError;
  Code code{};
  Origin where;         // the position to show
  Origin holder;        // the node whose path `field` starts with; `where` unless set
  std::string child;    // what comes after that path: ".workspaceDir", "[2]"
  std::string message;  // what was found and what was expected, without the field
  std::string hint;     // the fix; empty when there is none to name
  Origin other;         // a second position that matters ("first used here")
  Origin user;          // the Agent for which this was found

  ObjectRef object;
  ObjectRef other_object;  // that `other` lies in
  std::string field;       // "spec.podSpec.extraEnv[0].name"

  Problem& Hint(std::string_view text) {
    hint = Shortened(text, limits::kHintBytes);
    return *this;
  }
  Problem& Hint(const char* text) { return Hint(std::string_view(text)); }
  Problem& Hint(const std::string& text) { return Hint(std::string_view(text)); }
  Problem& Other(const Origin& place) {
    other = place;
    return *this;
  }
  Problem& Child(const Origin& of, std::string_view path) {
    holder = of;
    child = Shortened(path, limits::kMessageBytes);
    return *this;
  }
  Problem& Child(const Origin& of, const std::string& path) { return Child(of, std::string_view(path)); }
  Problem& Child(const Origin& of, const char* path) { return Child(of, std::string_view(path)); }
};

// "b.yaml: Agent tidepool/scout" for the second position, if the lines are not ones that the user has seen; empty if it
// is in the same object.
std::string OtherObject(const Problem& problem);

// The beginning of the hint that lists all fields of an object.
inline constexpr std::string_view kFieldsHint = "the fields here are ";

// The findings of one rendering, in the order in which they were made.
class Problems {
 public:
  Problem& Error(Code code, const Origin& where, std::string_view message) {
    return Add(Severity::kError, code, where, message);
  }
  Problem& Error(Code code, const Origin& where, const char* message) {
    return Error(code, where, std::string_view(message));
  }
  Problem& Error(Code code, const Origin& where, const std::string& message) {
    return Error(code, where, std::string_view(message));
  }
  Problem& Warning(Code code, const Origin& where, std::string_view message) {
    return Add(warning_, code, where, message);
  }
  Problem& Warning(Code code, const Origin& where, const char* message) {
    return Warning(code, where, std::string_view(message));
  }
  Problem& Warning(Code code, const Origin& where, const std::string& message) {
    return Warning(code, where, std::string_view(message));
  }
  Problem& Info(Code code, const Origin& where, std::string_view message) {
    return Add(Severity::kInfo, code, where, message);
  }

  // Adds findings from elsewhere.
  void Append(const Problems& others);

  // Removes those that are `unwanted`.
  void Drop(bool (*unwanted)(const Problem&));

  // From now on warnings are errors.
  void RaiseWarnings() { warning_ = Severity::kError; }

  // The number of errors so far: by comparing it before and after a call, a stage knows whether the call
  // succeeded.
  size_t errors() const { return errors_; }
  // The number of findings that are not in the list, because it already had limits::kFindings.
  size_t left_out() const { return left_out_; }
  // There are too many to read: no need to look for a hint.
  bool crowded() const { return list_.size() >= limits::kFindingsShown; }
  std::vector<Problem>& list() { return list_; }
  const std::vector<Problem>& list() const { return list_; }

 private:
  Problem& Add(Severity severity, Code code, const Origin& where, std::string_view message);

  std::vector<Problem> list_;
  Problem spare_;  // stands for those that are left out
  size_t errors_ = 0;
  size_t left_out_ = 0;
  Severity warning_ = Severity::kWarning;
};

}  // namespace agentrender

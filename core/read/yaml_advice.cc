// Takes an error of libyaml, gives the hint for it. libyaml says what its grammar missed; the hint says what to change.
#include "core/read/yaml_advice.h"

#include <cstring>

namespace agentrender {

namespace {

// The errors that people really meet.
struct Advice {
  const char* problem;
  const char* hint;
};
constexpr Advice kAdvice[] = {
    {"mapping values are not allowed in this context", "check the indentation, and quote a text that has \": \" in it"},
    {"did not find expected key", "check the indentation of this line against the lines above it"},
    {"did not find expected '-' indicator", "check the indentation of this line against the list above it"},
    {"could not find expected ':'", "a key ends with a colon and a space"},
    {"found character that cannot start any token",
     "indent with spaces, not tabs, and quote a text that starts with @, ` or %"},
    {"found a tab character where an indentation space is expected", "indent with spaces, not tabs"},
    {"found a tab character that violates indentation", "indent with spaces, not tabs"},
    {"did not find expected <document start>", "check the indentation of this line against the lines above it"},
    {"did not find expected ',' or '}'", "close the { with a }, and put commas between the entries"},
    {"did not find expected ',' or ']'", "close the [ with a ], and put commas between the entries"},
    {"control characters are not allowed", "write the character as an escape in double quotes"},
    {"invalid leading UTF-8 octet", "save the file as UTF-8"},
    {"invalid trailing UTF-8 octet", "save the file as UTF-8"},
    {"incomplete UTF-8 octet sequence", "save the file as UTF-8"},
    {"invalid length of a UTF-8 sequence", "save the file as UTF-8"},
    {"invalid Unicode character", "save the file as UTF-8"},
    {"found unknown escape character", "write \\\\ for a backslash, or use single quotes"},
};

}  // namespace

const char* HintFor(const char* problem) {
  for (const Advice& advice : kAdvice) {
    if (std::strcmp(advice.problem, problem) == 0) return advice.hint;
  }
  return "";
}

}  // namespace agentrender

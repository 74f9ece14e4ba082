// The members and items of a JSON text around a place in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/text.h"

namespace agentrender::lsp {

struct JsonElement {
  Span span;                // a member from its key on, or an item
  size_t value = 0;         // where its value begins
  size_t previous_end = 0;  // of the one before it; 0 for the first
  size_t next = 0;          // where the one behind it begins; 0 for the last
  bool is_member = false;
};

// The elements that a byte is in, the innermost first. `text` is JSON.
std::vector<JsonElement> ElementsAt(std::string_view text, size_t offset);

// Without it and the comma that is too much then.
Span RemovalOf(const JsonElement& element);

// As JSON has it: a number and a truth as they are, all else in quotes.
std::string JsonScalar(std::string_view text);

}  // namespace agentrender::lsp

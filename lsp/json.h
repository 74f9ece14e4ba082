// JSON of the Language Server Protocol, by nlohmann/json: the one thing that cli and core do without, since only the
// server reads JSON whose shape it does not know. Built without exceptions, so a value is looked at before it is taken:
// the functions here give nothing where a client sends something else than the protocol says.
#pragma once

#ifndef JSON_NOEXCEPTION
#define JSON_NOEXCEPTION
#endif
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace agentrender::lsp {

using Json = nlohmann::json;

// Reads a message; nothing when it is no JSON, or is nested deeper than any message of the protocol.
std::optional<Json> ParseJson(std::string_view text);

// As text, in which bytes that are no UTF-8 are replaced: texts of files may be put into messages as they are.
std::string JsonText(const Json& value);

// The member of an object; null when there is none.
const Json& Member(const Json& object, const char* key);
// The member as a text, a number or a truth; empty, nothing or false when it is something else.
std::string_view TextOf(const Json& object, const char* key);
std::optional<int64_t> NumberOf(const Json& object, const char* key);
bool IsTrue(const Json& object, const char* key);

}  // namespace agentrender::lsp

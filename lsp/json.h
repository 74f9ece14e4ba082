// JSON of the Language Server Protocol, by nlohmann/json: the one thing that cli and core do without, since only the
// server reads JSON whose shape it does not know. Built without exceptions, so every value is checked before it is
// used: the functions here return nothing if a client sends something that the protocol does not allow.
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

// Reads a message; nothing if it is not JSON, or is nested deeper than any message of the protocol.
std::optional<Json> ParseJson(std::string_view text);

// As text, with bytes that are not UTF-8 replaced, so texts of files can be put into messages unchanged.
std::string JsonText(const Json& value);

// The member of an object; null when there is none.
const Json& Member(const Json& object, const char* key);
// The member as a text, a number or a truth; empty, nothing or false when it is something else.
std::string_view TextOf(const Json& object, const char* key);
std::optional<int64_t> NumberOf(const Json& object, const char* key);
bool IsTrue(const Json& object, const char* key);

}  // namespace agentrender::lsp

// The tables of fields, for readers: what `agentrender explain Agent.spec.contexts` prints, and docs/fields.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields/table.h"

namespace agentrender {

// The kind that a word names, whatever its letter case, in the plural too; nothing for other words.
std::optional<TypeId> KindNamed(std::string_view word);
// The kind that was probably meant; empty if none is close.
std::string_view KindNear(std::string_view word);
// "Agent, AgentTemplate, ..."
std::string KindNames();

// What is known about the field at a path such as "Agent.spec.contexts", in the style of `kubectl explain`. Marks of
// list items ("contexts[].git", "contexts[0]") may be left out. If there is no such field, `error` says so, and what
// was probably meant.
std::string ExplainFieldPath(std::string_view path, std::string& error);

// The type of a field in words: "[]Context", "map[string]string", "integer".
std::string TypeText(const Field& field);
// The rules for a field of `owner`, one sentence each.
std::vector<std::string> RulesText(TypeId owner, const Field& field);
// What it is for, or where Kubernetes' documentation says so.
std::string TextOrKubernetes(const Field& field);

// A table for each kind, as Markdown.
std::string FieldDocs();

}  // namespace agentrender

// Values -> YAML or JSON text.
#pragma once

#include "core/base/output.h"
#include "core/model/value.h"

namespace agentrender {

// Appends `value`, a map or list, as block-style YAML in the style of R70: two-space indent,
// lists not indented under their key, literal blocks for several lines, quotes only where a YAML
// 1.1 or 1.2 reader would otherwise read something else than the string. Each line begins with
// `indent` spaces. A resource that passes through keeps the spelling of its keys, numbers and
// booleans, which YAML 1.1 and 1.2 readers interpret differently; Kubernetes' reader decides what
// they mean.
enum class Spelling : unsigned char { kKubernetes, kAsWritten };
void EmitYaml(const Value& value, size_t indent, Output& out, Spelling spelling = Spelling::kKubernetes);

// Appends `value` as the item of a block list: `- ` at `indent`, the rest below it.
void EmitYamlItem(const Value& value, size_t indent, Output& out, Spelling spelling = Spelling::kKubernetes);

// Appends `value` on one line, in flow style, with keys and scalars spelt as written if that is known.
void EmitYamlFlow(const Value& value, Output& out);

// Appends `value` as JSON on one line, keys in their order. Numbers are written as
// Kubernetes would store them (0755 is 493).
void EmitJson(const Value& value, Output& out);

// The same for reports on terminals and in CI logs: safe for both (formats/shown.h), and read as the same value.
void EmitReport(const Value& value, Output& out);

}  // namespace agentrender

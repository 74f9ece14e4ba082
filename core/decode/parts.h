// The decoders of the parts that several kinds share.
#pragma once

#include "core/model/agent.h"
#include "core/model/cursor.h"

namespace agentrender {

// The resource as a whole.
Cursor Root(const Resource& resource, Decoding& decoding);
// How the resource must be named: like the Service that it becomes, or like any object.
enum class NameRule : uint8_t { kServiceName, kObjectName };
// Checks the top level and metadata of a resource of ours (R1, section 10) and
// gives its `spec` (or what else holds its content). The namespace of cluster-scoped resources is ignored.
Cursor OpenResource(Fields& top, NameRule rule, bool cluster_scoped, std::string_view content = "spec");

// Takes the fields that AgentSpec and AgentTemplateSpec share out of `spec`.
CommonSpec DecodeCommonSpec(Fields& f);
SourcedList<Context> DecodeContexts(const Cursor& cursor);
SourcedList<Skill> DecodeSkills(const Cursor& cursor);
PodSpec DecodePodSpec(const Cursor& cursor);
Value DecodePullSecrets(const Cursor& cursor);
Proxy DecodeProxy(const Cursor& cursor);

// A path, an address or a name, which are never long: no system takes a path of more bytes (PATH_MAX).
inline constexpr size_t kShortBytes = 4096;
// Reports kBadValue when the text is longer than that; gives an absent text then.
Text CheckShort(const Cursor& cursor, const Text& text);
inline Text DecodeShort(const Cursor& cursor) { return CheckShort(cursor, cursor.Text()); }

// An image reference: no white space around it (R65).
Text DecodeImage(const Cursor& cursor);
// 0 to 0777; 755 is told from 0755.
Sourced<int64_t> DecodeFileMode(const Cursor& cursor);
// The name of a Secret or ConfigMap: a DNS name, not empty (R65).
Text DecodeObjectName(const Cursor& cursor);
// {name} of a Secret; absent when there is no such reference.
Text DecodeSecretRef(const Cursor& cursor);
// A duration in Go's syntax.
Text DecodeDuration(const Cursor& cursor);

// Reports kBadName (or `code`) when `check` says what is expected of the text.
using TextCheck = const char* (*)(std::string_view);
void CheckText(const Cursor& cursor, const Text& text, TextCheck check, Code code = Code::kBadName);

// A text that ends up in one line of a protocol.
Text DecodeLine(const Cursor& cursor);
// The name and the value of an HTTP header: a line break would begin another one.
void CheckHeader(const Value& name, const Value& value, const Cursor& holder);

// A list whose items `decode` reads one by one.
template <class T, class Decode>
SourcedList<T> DecodeList(const Cursor& cursor, Decode decode) {
  SourcedList<T> list;
  list.present = cursor.ForEach([&](const Cursor& item) { list.items.Push(cursor.decoding().arena, decode(item)); });
  list.origin = cursor.origin();
  return list;
}

}  // namespace agentrender

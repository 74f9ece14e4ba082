// One file as it was read: its text, its documents, and how they relate to those of other files.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/model/size_limits.h"

namespace agentrender::lsp {

// What one document gives to others, and looks for in them: names of resources, as keys (KeyOf()). Where it names no
// namespace, a key has none: which one is meant can change, and then no document is looked at again.
struct Ties {
  std::vector<std::string> gives;
  std::vector<std::string> wants;
  bool global = false;        // it holds for the whole input: an AgentRender, a KubeOpenCodeConfig, GitRevisions
  bool has_template = false;  // what its users look for includes what it looks for
  bool has_agent = false;
  std::string versions;  // of its Agents, of which only those of a known one use a template
  bool ours = false;     // of one of our API groups, whatever its kind is
};

struct Tree {
  std::shared_ptr<Arena> arena;  // of all files that were read together
  std::string text;
  std::vector<Document> documents;
  std::vector<Ties> ties;  // one for each document
  Problems problems;       // of reading
  bool good = false;
  bool too_much = false;  // the text was not taken
};

// What keys begin with: an AgentTemplate, an Agent, any other resource, that templates of a namespace are there, a
// Namespace.
enum class KeyKind : char { kTemplate = 't', kAgent = 'a', kOther = 'o', kTemplates = 'm', kNamespace = 'n' };
std::string KeyOf(KeyKind kind, std::string_view ns, std::string_view name);
inline KeyKind KindOfKey(std::string_view key) { return static_cast<KeyKind>(key.front()); }
// The key of the same thing when it is named with the default namespace instead of none, or the other way round; empty
// when there is none.
std::string OtherKey(std::string_view key, std::string_view default_namespace);

// The text of a file; nothing if it is too large.
struct FileText {
  std::string text;
  bool too_much = false;
};
// Reads a text as source number `source`.
std::shared_ptr<const Tree> ReadTree(const std::string& name, FileText text, uint16_t source,
                                     std::shared_ptr<Arena> arena, const SizeLimits& sizes);

// Calls fn(const Value&) for each resource of an object: of itself, or of the items of a list, in which lists may be.
template <class Fn>
void ForEachResource(const Value& object, Arena& arena, const Fn& fn) {
  if (!IsList(object)) {
    fn(object);
    return;
  }
  const Value items = object.Get("items");
  for (const Value& item : items) ForEachResource(ItemOf(object, item, arena), arena, fn);
}
template <class Fn>
void ForEachResource(const Document& document, Arena& arena, const Fn& fn) {
  ForEachResource(document.root, arena, fn);
}

// Whether both have the same content in the same places.
bool SameTree(const Value& a, const Value& b);

}  // namespace agentrender::lsp

#include "core/model/document.h"

namespace agentrender {

ObjectRef RefOf(const Value& object) {
  const Value metadata = object.Get("metadata");
  ObjectRef ref;
  ref.api_version = object.TextOf("apiVersion");
  ref.kind = object.TextOf("kind");
  ref.ns = metadata.TextOf("namespace");
  ref.name = metadata.TextOf("name");
  return ref;
}

}  // namespace agentrender

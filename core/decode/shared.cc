// Takes a resource that Agents share, adds its contents to what they are resolved from.
#include "core/decode/decode.h"

namespace agentrender {

bool DecodeShared(const Resource& resource, Decoding& decoding, Shared& shared) {
  const size_t errors = decoding.problems.errors();
  const auto in_error = [&] { return resource.refused || decoding.problems.errors() != errors; };
  if (resource.role == Role::kTemplate) {
    shared.templates.push_back(std::make_unique<AgentTemplate>(DecodeTemplate(resource, decoding)));
    shared.templates.back()->in_error = in_error();
  } else if (resource.role == Role::kRevisions) {
    DecodeRevisions(resource, decoding, shared.revisions);
  } else if (resource.role == Role::kConfig) {
    shared.config = DecodeConfig(resource, decoding);
    shared.config_in_error |= in_error();
  }
  return !in_error();
}

}  // namespace agentrender

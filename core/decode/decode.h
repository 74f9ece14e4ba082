// Values -> Agents, AgentTemplates and KubeOpenCodeConfigs, strictly (spec 2).
#pragma once

#include <vector>

#include "core/fields/conform.h"
#include "core/model/agent.h"
#include "core/model/input.h"
#include "core/model/shared.h"

namespace agentrender {

// Each checks one resource of its kind by the table of fields, and takes its fields out. Errors have been added when
// Decoding.problems has more of them afterwards; what was returned must not be rendered then.
Agent DecodeAgent(const Resource& resource, Decoding& decoding);
AgentTemplate DecodeTemplate(const Resource& resource, Decoding& decoding);
ClusterConfig DecodeConfig(const Resource& resource, Decoding& decoding);

// Appends the pins of a GitRevisions resource (render.kubeopencode.io/v1alpha1), whose
// `revisions` are a list of {repository, ref, commit} (D14).
void DecodeRevisions(const Resource& resource, Decoding& decoding, Revisions& revisions);

// Those of the three that Agents share go where they are looked up; of other resources nothing is taken. False when the
// resource is in error.
bool DecodeShared(Resource& resource, Decoding& decoding, Input& input, Shared& shared);

}  // namespace agentrender

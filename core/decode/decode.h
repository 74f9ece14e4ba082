// Values -> Agents, AgentTemplates and KubeOpenCodeConfigs, strictly (spec 2).
#pragma once

#include <vector>

#include "core/fields/conform.h"
#include "core/model/agent.h"
#include "core/model/input.h"
#include "core/model/shared.h"

namespace agentrender {

// Each checks one resource of its kind against the table of fields, and extracts its fields. If Decoding.problems has
// more errors afterwards, the result must not be rendered.
Agent DecodeAgent(const Resource& resource, Decoding& decoding);
AgentTemplate DecodeTemplate(const Resource& resource, Decoding& decoding);
ClusterConfig DecodeConfig(const Resource& resource, Decoding& decoding);

// Appends the pins of a GitRevisions resource (render.kubeopencode.io/v1alpha1), whose
// `revisions` are a list of {repository, ref, commit} (D14).
void DecodeRevisions(const Resource& resource, Decoding& decoding, Revisions& revisions);

// Decodes a resource that Agents share and stores it where it is looked up; ignores other resources. False if the
// resource has errors.
bool DecodeShared(const Resource& resource, Decoding& decoding, Shared& shared);

}  // namespace agentrender

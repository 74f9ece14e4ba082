// Values -> Agents, AgentTemplates and KubeOpenCodeConfigs, strictly (spec 2).
#pragma once

#include "core/model/agent.h"
#include "core/model/cursor.h"

namespace agentrender {

// Each decodes one resource of its kind and checks all that the CRD checks. Errors
// have been added when Decoding.problems has more of them afterwards; what was
// returned must not be rendered then.
Agent DecodeAgent(const Resource& resource, Decoding& decoding);
AgentTemplate DecodeTemplate(const Resource& resource, Decoding& decoding);
ClusterConfig DecodeConfig(const Resource& resource, Decoding& decoding);

// Appends the pins of a GitRevisions resource (render.kubeopencode.io/v1alpha1), whose
// `revisions` are a list of {repository, ref, commit} (D14).
void DecodeRevisions(const Resource& resource, Decoding& decoding, std::vector<GitRevision>& revisions);

}  // namespace agentrender

// initialize: what the client can do and wants.
#pragma once

#include <string>
#include <vector>

#include "lsp/session.h"

namespace agentrender::lsp {

Client ReadClient(const Json& params);

// The folders of the workspace, as absolute paths; none is inside another.
std::vector<std::string> ReadFolders(const Json& params);

// Options as an editor's settings have them: namespace, controller, lenient, podSecurity, paths. Views in `options` are
// of `texts`. What is wrong with them goes to `said`.
void ReadOptions(const Json& wishes, WorkspaceOptions& options, std::list<std::string>& texts, Remarks& said);

// The result of initialize.
Json Capabilities(const Client& client, const char* version);

}  // namespace agentrender::lsp

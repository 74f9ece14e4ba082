// Takes the claims that an Agent asks for, gives the workspace and the session database their volumes (R37, R38).
#include "core/model/object_names.h"
#include "core/plan/features/feature.h"

namespace agentrender {

namespace {

constexpr std::string_view kDatabase = "/data/sessions/opencode.db";

Value ClaimName(const Settings& s, std::string_view suffix, const ClaimRequest& request, const Maker& make) {
  return make.String(make.arena().Join(s.name, suffix), request.origin);
}

}  // namespace

void AddPersistence(Adding& add) {
  const Settings& s = add.settings;
  const Maker& make = add.make;
  const Value workspace = make.Word(volumes::kWorkspace);
  add.Volume(s.workspace.Present()
                 ? ClaimVolume(make, workspace, ClaimName(s, object_names::kWorkspaceSuffix, s.workspace, make))
                 : EmptyDirVolume(make, workspace));
  make.Push(add.pod.server.mounts, Mount(make, make.String(s.workspace_dir), workspace));
  if (!s.sessions.Present()) return;
  const Value sessions = make.Word(volumes::kSessions);
  add.Volume(ClaimVolume(make, sessions, ClaimName(s, object_names::kSessionsSuffix, s.sessions, make)));
  make.Push(add.pod.server.mounts, Mount(make, make.Word(volumes::kSessionsPath), sessions));
  make.Push(add.pod.server.env, Env(make, "OPENCODE_DB", make.Word(kDatabase)));
}

}  // namespace agentrender

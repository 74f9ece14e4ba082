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
  Arena& arena = make.arena();
  const Value workspace = make.Word(volumes::kWorkspace);
  add.pod.volumes.Push(
      arena, s.workspace.Present()
                 ? ClaimVolume(make, workspace, ClaimName(s, object_names::kWorkspaceSuffix, s.workspace, make))
                 : EmptyDirVolume(make, workspace));
  add.pod.server.mounts.Push(arena, Mount(make, make.String(s.workspace_dir), workspace));
  if (!s.sessions.Present()) return;
  const Value sessions = make.Word(volumes::kSessions);
  add.pod.volumes.Push(arena,
                       ClaimVolume(make, sessions, ClaimName(s, object_names::kSessionsSuffix, s.sessions, make)));
  add.pod.server.mounts.Push(arena, Mount(make, make.Word(volumes::kSessionsPath), sessions));
  add.pod.server.env.Push(arena, Env(make, "OPENCODE_DB", make.Word(kDatabase)));
}

}  // namespace agentrender

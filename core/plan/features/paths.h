// Paths of contexts: where they lead, and whether they can be used (R20, D20).
#pragma once

#include "core/plan/features/feature.h"

namespace agentrender {

// A mountPath of a context, absolute: a relative one is below the workspace.
Path MakePath(const Laying& out, const Text& mount_path);
// A path of ours.
Path OwnPath(Arena& arena, std::string_view path, const Origin& origin);

// Whether a file can be at that path; if not, reports it.
bool CheckFilePath(const Laying& out, const Path& path);

bool IsInWorkspace(const Laying& out, const Path& path);

// Makes sure that a directory outside the workspace has a volume (R40, D8, D26).
// `directory` is clean. `by_context_init`: that container writes there.
void NeedOutsideVolume(Laying& out, std::string_view directory, const Origin& origin, bool by_context_init);

// The same for the directory of a file; none is needed in the workspace and directly in /tools.
void NeedVolumeForFile(Laying& out, const Path& path, bool by_context_init);

// The ConfigMap key of a file (R27, D7, D8), unique within a layout.
std::string_view KeyForFile(Laying& out, const Path& path);

// Reports conflicts at one path, and mounts that hide others (R28, D20).
void CheckConflicts(Laying& out);

}  // namespace agentrender

// Takes a resource, gives its role for the renderer; reports kinds that are nearly ours.
#include "core/collect/roles.h"

#include <algorithm>
#include <span>
#include <string>

#include "core/base/nearest.h"
#include "core/base/text.h"

namespace agentrender {

namespace {

constexpr std::string_view kGroup = "kubeopencode.io";
constexpr std::string_view kVersion = "v1alpha1";

constexpr std::string_view kRenderGroup = "render.kubeopencode.io";

struct KindRow {
  std::string_view kind;
  Role role;
};
constexpr KindRow kOurKinds[] = {
    {"Agent", Role::kAgent}, {"AgentTemplate", Role::kTemplate}, {"KubeOpenCodeConfig", Role::kConfig}};
// Kinds that say how to render.
constexpr KindRow kRenderKinds[] = {{"GitRevisions", Role::kRevisions}, {"AgentRender", Role::kOther}};
// Kinds of the group that we do not render, and that are not typos of those that we do.
constexpr std::string_view kOtherKinds[] = {"Task", "CronTask", "Registry"};

const KindRow* FindKind(std::span<const KindRow> rows, std::string_view kind) {
  for (const KindRow& row : rows) {
    if (row.kind == kind) return &row;
  }
  return nullptr;
}

bool IsNear(std::string_view word, std::string_view right) {
  constexpr int kMostEdits = 2;
  return EditDistance(ToLower(word), ToLower(right), kMostEdits) <= kMostEdits;
}

// "apps/v1" is group "apps" and version "v1"; "v1" has no group.
struct ApiVersion {
  std::string_view group;
  std::string_view version;
};
ApiVersion Split(std::string_view api_version) {
  const size_t slash = api_version.find('/');
  if (slash == std::string_view::npos) return {"", api_version};
  return {api_version.substr(0, slash), api_version.substr(slash + 1)};
}

class RoleFinder {
 public:
  RoleFinder(Problems& problems, std::vector<std::string_view>& unused) : problems_(problems), unused_(unused) {}

  Role RoleOf(Resource& resource) {
    const ObjectRef& ref = resource.ref;
    const ApiVersion api = Split(ref.api_version);
    const KindRow* row = FindKind(kOurKinds, ref.kind);
    const KindRow* render_row = FindKind(kRenderKinds, ref.kind);
    if (api.group == kRenderGroup || (render_row != nullptr && IsMeantAsOurs(ref.api_version, api)))
      return RoleInRenderGroup(resource, api, render_row);
    if (api.group == kGroup) return RoleInGroup(resource, api, row);
    if (row != nullptr && IsMeantAsOurs(ref.api_version, api)) RefuseVersion(resource);
    return ref.api_version == "v1" && ref.kind == "ConfigMap" ? Role::kConfigMap : Role::kOther;
  }

 private:
  // Whether the apiVersion of a kind with one of our names is a version, a group or a typo of ours.
  static bool IsMeantAsOurs(std::string_view api_version, const ApiVersion& api) {
    return IsNear(api.group, kGroup) || IsNear(api.group, kRenderGroup) || api_version == kVersion ||
           api_version == kGroup || api_version == kRenderGroup;
  }

  void RefuseVersion(Resource& resource) {
    RefuseKind(resource, "apiVersion", Code::kKindTypo,
               Quoted(resource.ref.api_version) + " is not the apiVersion of " + resource.ref.kind,
               "did you mean kubeopencode.io/v1alpha1?");
  }

  Role RoleInRenderGroup(Resource& resource, const ApiVersion& api, const KindRow* row) {
    const ObjectRef& ref = resource.ref;
    if (row == nullptr) {
      if (FindKind(kOurKinds, ref.kind) != nullptr) RefuseVersion(resource);
      for (const KindRow& ours : kRenderKinds) {
        if (!IsNear(ref.kind, ours.kind)) continue;
        RefuseKind(resource, "kind", Code::kKindTypo, Quoted(ref.kind) + " is not a kind of render.kubeopencode.io",
                   "did you mean " + ours.kind + "?");
      }
      return Role::kOther;
    }
    if (api.group == kRenderGroup && api.version == kVersion) return row->role;
    RefuseKind(resource, "apiVersion", Code::kOtherVersion,
               Quoted(ref.api_version) + " is not the apiVersion of " + ref.kind,
               "write render.kubeopencode.io/v1alpha1");
    return Role::kOther;
  }

  Role RoleInGroup(Resource& resource, const ApiVersion& api, const KindRow* row) {
    const ObjectRef& ref = resource.ref;
    if (row != nullptr) {
      if (api.version == kVersion) return row->role;
      RefuseKind(resource, "apiVersion", Code::kOtherVersion,
                 Quoted(ref.api_version) + " is not known; only kubeopencode.io/v1alpha1 is",
                 "write kubeopencode.io/v1alpha1");
      return Role::kOther;
    }
    if (std::find(std::begin(kOtherKinds), std::end(kOtherKinds), ref.kind) != std::end(kOtherKinds)) {
      NoteUnused(resource);
      return Role::kOther;
    }
    for (const KindRow& ours : kOurKinds) {
      if (!IsNear(ref.kind, ours.kind)) continue;
      RefuseKind(resource, "kind", Code::kKindTypo, Quoted(ref.kind) + " is not a kind of kubeopencode.io",
                 "did you mean " + ours.kind + "?");
      return Role::kOther;
    }
    problems_.Warning(Code::kUnknownKind, resource.object.Find("kind")->origin(),
                      Quoted(ref.kind) + " is not a known kind of kubeopencode.io; it passes through");
    return Role::kOther;
  }

  // One warning for all objects of a kind, at the first.
  void NoteUnused(const Resource& resource) {
    if (!IsManifest(resource)) return;  // it does not pass through
    if (std::find(unused_.begin(), unused_.end(), resource.ref.kind) != unused_.end()) return;
    unused_.push_back(resource.ref.kind);
    problems_
        .Warning(Code::kNeedsController, resource.origin(),
                 "a " + resource.ref.kind + " does nothing without the controller")
        .Hint("remove it, or run the controller as well");
  }

  void RefuseKind(Resource& resource, std::string_view field, Code code, std::string_view message,
                  std::string_view hint) {
    problems_.Error(code, resource.object.Find(field)->origin(), message).Hint(hint);
    resource.refused = true;
  }

  Problems& problems_;
  std::vector<std::string_view>& unused_;
};

}  // namespace

Role Roles::Of(Resource& resource) { return RoleFinder(problems_, unused_).RoleOf(resource); }

}  // namespace agentrender

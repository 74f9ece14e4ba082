// Takes the Agent's own fields, gives the main container, and opencode-init, which provides its tools (R33).
#include "core/plan/features/feature.h"
#include "core/resolve/defaults.h"

namespace agentrender {

namespace {

constexpr std::string_view kSearchPath = "/tools:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
constexpr std::string_view kStatusPath = "/session/status";

// R33
constexpr ProbeTimes kStartup = {30, 2, 2, 5};
constexpr ProbeTimes kLiveness = {3, 0, 30, 5};
constexpr ProbeTimes kReadiness = {3, 0, 10, 5};

Value ServeCommand(const Settings& s, const Maker& make) {
  const std::string_view script = make.arena().Join(
      "ln -sf /tools/opencode /usr/local/bin/opencode 2>/dev/null || true; /tools/opencode serve --port ",
      make.Int(*s.port).text(), " --hostname 0.0.0.0");
  ListBuilder command = make.Words({"sh", "-c"});
  command.Push(make.Word(script, s.port.origin));
  return command;
}

Value ContainerPort(const Maker& make, const Value& number, const Value& name, const Value& protocol) {
  MapBuilder port = make.Map(3, number.origin());
  port.Add("containerPort", number);
  port.Add("name", name);
  port.Add("protocol", protocol);
  return port;
}

void AddPorts(const Settings& s, Container& server, const Maker& make) {
  make.Push(server.ports,
            ContainerPort(make, make.Int(*s.port, s.port.origin), make.Word("http"), make.Word(defaults::kProtocol)));
  for (const ExtraPort& extra : s.extra_ports) {
    const Value protocol = HasText(extra.protocol) ? make.String(extra.protocol) : make.Default(defaults::kProtocol);
    make.Push(server.ports,
              ContainerPort(make, make.Int(*extra.port, extra.port.origin), make.String(extra.name), protocol));
  }
}

Value MemoryOf(const Maker& make, std::string_view quantity) {
  MapBuilder memory = make.Map(1);
  memory.Add("memory", make.Default(quantity));
  return memory;
}

Value DefaultResources(const Settings& s, const Maker& make) {
  if (s.overrides->defaults.resources.Present()) return s.overrides->defaults.resources;
  MapBuilder resources = make.Map(2);
  resources.Add("limits", MemoryOf(make, defaults::kMemoryLimit));
  resources.Add("requests", MemoryOf(make, defaults::kMemoryRequest));
  return resources;
}

// `list` of the resources with an overridden entry in it.
Value WithEntry(const Value& list, const ResourceOverride& entry, Origin place, const Maker& make) {
  MapBuilder copy = make.Map(list.size() + 1, place);
  for (const Member& m : list.members()) {
    if (m.key.text() == entry.name && m.value.origin().HasPlace()) place = m.value.origin();
    if (m.key.text() != entry.name) copy.Add(m.key, m.value);
  }
  place.cause = causes::kOptions;
  copy.Add(make.String(entry.name), make.String(entry.quantity, place));
  copy.SortMembers();
  return copy;
}

Value ExecutorResources(const Settings& s, const Maker& make) {
  Value resources = s.pod->resources.Present() ? s.pod->resources : DefaultResources(s, make);
  for (const ResourceOverride& entry : s.overrides->resources) {
    MapBuilder copy = make.Map(resources.size() + 1, resources.origin());
    const Origin place = resources.origin().HasPlace() ? resources.origin() : s.origin;
    for (const Member& m : resources.members()) {
      if (m.key.text() != entry.list) copy.Add(m.key, m.value);
    }
    copy.Add(make.String(entry.list), WithEntry(resources.Get(entry.list), entry, place, make));
    copy.SortMembers();
    resources = copy;
  }
  return resources;
}

void AddServerEnv(const Settings& s, Container& server, const Maker& make) {
  AddHomeAndShell(server, make);
  make.Push(server.env, Env(make, "PATH", make.Word(kSearchPath)));
  make.Push(server.env, Env(make, "WORKSPACE_DIR", make.String(s.workspace_dir)));
}

Container OpenCodeInit(const Settings& s, const Maker& make) {
  Container init;
  init.name = "opencode-init";
  init.system = SystemContainer::kOpenCodeInit;
  init.image = make.String(s.agent_image);
  init.image_pull_policy = make.Word(PullPolicyOf(s.agent_image.value), s.agent_image.origin);
  make.Push(init.env, Env(make, "TOOLS_DIR", make.Word(volumes::kToolsPath)));
  make.Push(init.mounts, Mount(make, make.Word(volumes::kToolsPath), make.Word(volumes::kTools)));
  return init;
}

}  // namespace

void AddServer(Adding& add) {
  const Settings& s = add.settings;
  const Maker& make = add.make;
  Container& server = add.pod.server;
  server.name = "opencode-server";
  server.image = make.String(s.executor_image);
  server.image_pull_policy = make.Word(PullPolicyOf(s.executor_image.value), s.executor_image.origin);
  server.command = ServeCommand(s, make);
  server.working_dir = make.String(s.workspace_dir);
  AddServerEnv(s, server, make);
  AddPorts(s, server, make);
  const Value port = make.Int(*s.port, s.port.origin);
  server.startup_probe = HttpProbe(make, kStatusPath, port, kStartup);
  server.liveness_probe = TcpProbe(make, port, kLiveness);
  server.readiness_probe = HttpProbe(make, kStatusPath, port, kReadiness);
  server.resources = ExecutorResources(s, make);
  server.security_context = s.pod->security_context;
  server.lifecycle = s.pod->lifecycle;

  add.Volume(EmptyDirVolume(make, make.Word(volumes::kTools)));
  make.Push(server.mounts, Mount(make, make.Word(volumes::kToolsPath), make.Word(volumes::kTools)));
  add.Init(OpenCodeInit(s, make));
}

}  // namespace agentrender

// Takes settings, gives the parts of a Pod that several features make in the same way.
#include "core/plan/features/feature.h"

namespace agentrender {

void AddHomeAndShell(Container& container, const Maker& make) {
  make.Push(container.env, Env(make, "HOME", make.Word("/tmp")));
  make.Push(container.env, Env(make, "SHELL", make.Word("/bin/bash")));
}

Container SystemContainerOf(std::string_view name, std::string_view command, SystemContainer system,
                            const Settings& settings, const Maker& make) {
  Container container;
  container.name = name;
  container.system = system;
  container.image = make.String(settings.system_image);
  container.image_pull_policy = make.String(settings.system_image_pull_policy);
  container.command = make.Words({"/kubeopencode", command});
  AddHomeAndShell(container, make);
  return container;
}

void RefuseInjection(Laying& out, const char* what, const Text& name) {
  const KeySource& ref = out.settings.live_config;
  const bool secret = ref.secret.Present();
  const std::string object(secret ? ref.secret.name.value : ref.config_map.name.value);
  out.problems
      .Error(
          Code::kConfigNotHere, ref.origin,
          std::string(what) + " " + name.value + " must be added to the configuration, which is " +
              (secret ? "in Secret " + object + " and is not read" : "in ConfigMap " + object + ", not in the input"))
      .Other(name.origin)
      .Hint(secret ? "use a ConfigMap or config instead of the Secret" : "add the ConfigMap to the input");
}

Value WithMember(const Value& map, const char* key, const Value& value, Arena& arena) {
  Value copy = Value::Map(arena, map.size() + 1, map.origin());
  for (const Member& m : map.members()) {
    if (m.key.text() != key) copy.Add(arena, m.key, m.value);
  }
  copy.Add(arena, key, value);
  return copy;
}

std::string_view Numbered(Arena& arena, std::string_view prefix, size_t number) {
  return arena.Join(prefix, Value::Int(arena, static_cast<int64_t>(number)).text());
}

}  // namespace agentrender

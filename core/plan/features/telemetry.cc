// Takes the cluster's OpenTelemetry, gives the variables of the containers (R44, D23).
#include "core/base/text.h"
#include "core/formats/text_builder.h"
#include "core/plan/features/feature.h"

namespace agentrender {

namespace {

bool FromSecret(const OtelHeader& header) { return !HasText(header.value); }

// OTEL_HEADER_X_API_KEY; the second of two equal ones gets `_2` (D23). `taken` has the next number to try for each.
std::string_view VariableOf(std::string_view header, NumberByText& taken, Arena& arena) {
  TextBuilder name(arena);
  name.Append("OTEL_HEADER_");
  for (char c : header) {
    if (ContinuesCharacter(c)) continue;  // one `_` a character
    name.Append(IsAlphanumeric(c) ? ToUpper(c) : '_');
  }
  const std::string_view base = name.Take();
  const auto [known, is_new] = taken.emplace(base, 2);
  if (is_new) return base;
  std::string_view variable;
  do {
    variable = Numbered(arena, arena.Join(base, "_"), known->second++);
  } while (!taken.emplace(variable, 2).second);
  return variable;
}

// The variables of headers from Secrets, and the list of all headers.
void AddHeaders(const OpenTelemetry& otel, const Maker& make, ArenaList<Value>& env) {
  if (otel.headers.empty()) return;
  Arena& arena = make.arena();
  NumberByText variables;
  TextBuilder list(arena);
  for (const OtelHeader& header : otel.headers) {
    if (!list.empty()) list.Append(',');
    list.Append(header.name);
    list.Append('=');
    if (!FromSecret(header)) {
      list.Append(header.value.value);
      continue;
    }
    const std::string_view variable = VariableOf(header.name, variables, arena);
    const Value optional = header.optional ? make.Bool(header.optional) : Value();
    env.Push(arena, OptionalSecretEnv(make, variable, make.String(header.secret), make.String(header.key), optional));
    list.Append("$(");
    list.Append(variable);
    list.Append(')');
  }
  env.Push(arena, Env(make, "OTEL_EXPORTER_OTLP_HEADERS", make.String(list.Take(), otel.headers[0].origin)));
}

Value ResourceAttributes(const Settings& s, const Maker& make) {
  TextBuilder list(make.arena());
  const auto add = [&](std::string_view key, std::string_view value) {
    if (!list.empty()) list.Append(',');
    list.Append(key);
    list.Append('=');
    list.Append(value);
  };
  add("kubeopencode.task.namespace", s.text_ns);
  add("kubeopencode.agent.name", s.name);
  add("k8s.namespace.name", s.text_ns);
  add("k8s.pod.name", "$(OTEL_POD_NAME)");
  for (const Member& m : s.otel->resource_attributes.members()) add(m.key.text(), m.value.text());
  return make.String(list.Take(), s.otel->resource_attributes.origin());
}

}  // namespace

// R44
void AddTelemetry(Adding& add) {
  const Settings& s = add.settings;
  if (s.otel == nullptr) return;
  const Maker& make = add.make;
  Arena& arena = make.arena();
  ArenaList<Value> env;
  make.Push(env, FieldEnv(make, "OTEL_POD_NAME", "metadata.name"));
  make.Push(env, Env(make, "OTEL_EXPORTER_OTLP_ENDPOINT", make.String(s.otel->endpoint)));
  AddHeaders(*s.otel, make, env);
  make.Push(env, Env(make, "OTEL_RESOURCE_ATTRIBUTES", ResourceAttributes(s, make)));
  if (*s.otel->record_content) {
    env.Push(arena, Env(make, "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT",
                        make.String("true", s.otel->record_content.origin)));
  }
  for (Container& container : add.pod.init) container.env.PushAll(arena, env);
  add.pod.server.env.PushAll(arena, env);
  if (*s.otel->llm_traces && !add.layout.has_context_md) {
    add.pod.server.env.Push(arena, Env(make, "OPENCODE_CONFIG_CONTENT",
                                       make.String(ConfigContent(add.layout, s), s.otel->llm_traces.origin)));
  }
}

}  // namespace agentrender

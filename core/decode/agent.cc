#include "core/decode/decode.h"
#include "core/decode/parts.h"
#include "core/formats/json_text.h"
#include "core/formats/names.h"
#include "core/formats/quantity.h"

namespace agentrender {

namespace {

// JSON, which the configuration becomes, has no .inf and .nan (R26).
void RefuseInfinite(const Value& value, Problems& problems) {
  if (value.kind() == Kind::kFloat && FindWithoutJsonForm(value) != nullptr) {
    problems.Error(Code::kBadValue, value.origin(), std::string(value.text()) + " is no number that JSON can hold")
        .Hint("write a finite number, or quote it");
  }
  for (const Value& item : value) RefuseInfinite(item, problems);
  for (const Member& m : value.members()) RefuseInfinite(m.value, problems);
}

// How a text that holds the configuration becomes one.
const char* ConfigHint(const Value& config) {
  const std::string_view text = config.text();
  const size_t first = text.find_first_not_of(" \n\t");
  const bool json = config.IsString() && first != text.npos && text[first] == '{';
  const bool block = config.IsString() && text.find('\n') != text.npos;
  if (block) return "delete the | behind config: what stands below is read as an object then";
  return json ? "delete the quotes around it, or the | in front" : "write the settings as fields below config";
}

// The later of two wins (D9), which nobody asks for on purpose.
void WarnOfEqualVariables(const SourcedList<Credential>& credentials, Problems& problems) {
  const ArenaList<Credential>& items = credentials.items;
  for (size_t i = 0; i < items.size(); ++i) {
    for (size_t j = 0; j < i && HasText(items[i].env); ++j) {
      if (items[j].env.value != items[i].env.value) continue;
      problems
          .Warning(Code::kEnvTwice, items[i].env.origin,
                   std::string(items[i].env.value) + " is set by an earlier credential, too; this one wins")
          .Other(items[j].env.origin)
          .Hint("give one of the two another name");
      break;
    }
  }
}

Plugin DecodePlugin(const Cursor& cursor) {
  Plugin plugin;
  Fields f(cursor);
  if (!f.Present()) return plugin;
  plugin.origin = f.origin();
  plugin.name = f["name"].NonEmptyText();
  if (f["target"].OneOf({"server", "tui"}).value == "tui") plugin.target = PluginTarget::kTui;
  const Cursor options = f["options"];
  if (options.Present()) {
    plugin.options = options.value();
    RefuseInfinite(plugin.options, options.decoding().problems);
  }
  return plugin;
}

Credential DecodeCredential(const Cursor& cursor) {
  Credential credential;
  Fields f(cursor);
  if (!f.Present()) return credential;
  credential.origin = f.origin();
  credential.name = f["name"].RequiredText();
  const Cursor secret = f["secretRef"];
  if (secret.Require()) {
    Fields ref(secret);
    if (ref.Present()) credential.secret = DecodeObjectName(ref["name"]);
    const Cursor key = ref["key"];
    credential.key = key.Text();
    CheckText(key, credential.key, names::CheckConfigMapKey);
  }
  credential.mount_path = DecodeShort(f["mountPath"]);
  const Cursor env = f["env"];
  credential.env = env.Text();
  CheckText(env, credential.env, names::CheckEnvName);
  credential.file_mode = DecodeFileMode(f["fileMode"]);
  if (credential.env.present && secret.Present() && !credential.key.present) {
    env.Error(Code::kExclusive, "can only be set together with secretRef.key")
        .Hint("name the key of the Secret in secretRef.key, or take env out: then every key becomes a variable");
  }
  return credential;
}

KeyRef DecodeKeyRef(const Cursor& cursor) {
  KeyRef ref;
  if (!cursor.Present()) return ref;
  Fields f(cursor);
  if (!f.Present()) return ref;
  ref.origin = f.origin();
  ref.name = DecodeObjectName(f["name"]);
  const Cursor key = f["key"];
  ref.key = key.Text();
  CheckText(key, ref.key, names::CheckConfigMapKey);
  return ref;
}

// `what` it holds, and the `field` that it is.
KeySource DecodeKeySource(const Cursor& cursor, const char* what, const char* field) {
  KeySource source;
  if (!cursor.Present()) return source;
  Fields f(cursor);
  if (!f.Present()) return source;
  source.origin = f.origin();
  source.config_map = DecodeKeyRef(f["configMapRef"]);
  source.secret = DecodeKeyRef(f["secretRef"]);
  const bool config_map = f["configMapRef"].Present();
  const bool secret = f["secretRef"].Present();
  if (config_map && secret) {
    cursor.Error(Code::kExclusive, "only one of configMapRef and secretRef can be given")
        .Hint("take one of the two out");
  } else if (!config_map && !secret) {
    cursor.Error(Code::kMissingField, "configMapRef or secretRef is required")
        .Hint(std::string("name the ConfigMap or Secret that holds ") + what + ", or take " + field + " out");
  }
  return source;
}

ExtraPort DecodePort(const Cursor& cursor) {
  ExtraPort port;
  Fields f(cursor);
  if (!f.Present()) return port;
  port.origin = f.origin();
  const Cursor name = f["name"];
  port.name = name.NonEmptyText();
  CheckText(name, port.name, names::CheckPortName);
  port.port = f["port"].RequiredInt(1, 65535);
  port.protocol = f["protocol"].OneOf({"TCP", "UDP"});
  return port;
}

ClaimRequest DecodeClaim(const Cursor& cursor) {
  ClaimRequest claim;
  if (!cursor.Present()) return claim;
  Fields f(cursor);
  if (!f.Present()) return claim;
  claim.origin = f.origin();
  const Cursor storage_class = f["storageClassName"];
  claim.storage_class = storage_class.Text();
  CheckText(storage_class, claim.storage_class, names::CheckDns1123Subdomain);
  const Cursor size = f["size"];
  if (Described* d = size.described()) return d->Takes(Kind::kString), claim;
  if (size.Present() && !size.value().IsScalar()) return size.IsA(Kind::kString), claim;
  if (size.Present() && !size.value().IsString()) {
    size.Error(Code::kWrongType, "expected a size with a unit, found the number " + std::string(size.value().text()))
        .Hint("write it like 10Gi");
    return claim;
  }
  claim.size = size.Text();
  if (!HasText(claim.size)) return claim;
  const std::optional<Quantity> quantity = ParseQuantity(cursor.decoding().arena, claim.size.value);
  if (!quantity) {
    size.Error(Code::kBadQuantity, Quoted(claim.size.value) + " is not a quantity")
        .Hint("sizes are written like 10Gi, without spaces");
  } else if (SignOf(*quantity) <= 0) {
    size.Error(Code::kBadQuantity, Quoted(claim.size.value) + " is not above zero");
  } else {
    claim.size.value = CanonicalText(cursor.decoding().arena, *quantity);
  }
  return claim;
}

void DecodeQuota(const Cursor& cursor) {
  if (!cursor.Present()) return;
  Fields f(cursor);
  f["maxTaskStarts"].RequiredInt(1, INT32_MAX);
  f["windowSeconds"].RequiredInt(60, 86400);
}

Origin DecodeStandby(const Cursor& cursor) {
  if (!cursor.Present()) return {};
  Fields f(cursor);
  const Cursor timeout = f["idleTimeout"];
  timeout.Require();
  DecodeDuration(timeout);
  return f.origin();
}

Sourced<bool> DecodeShare(const Cursor& cursor) {
  if (!cursor.Present()) return {};
  Fields f(cursor);
  const Sourced<bool> enabled = f["enabled"].RequiredBool();
  const Cursor expires = f["expiresAt"];
  CheckText(expires, expires.Text(), names::CheckDateTime, Code::kBadValue);
  f["allowedIPs"].ForEach([](const Cursor& item) {
    const Text block = item.Text();
    const char* expected = block.present ? names::CheckCidr(block.value) : nullptr;
    if (expected != nullptr) item.Error(Code::kBadValue, Quoted(block.value) + " is not valid: expected " + expected);
  });
  return enabled;
}

Text DecodeTemplateRef(const Cursor& cursor) {
  if (!cursor.Present()) return {};
  Fields ref(cursor);
  return ref.Present() ? ref["name"].NonEmptyText() : Text{};
}

}  // namespace

CommonSpec DecodeCommonSpec(Fields& f) {
  CommonSpec spec;
  spec.agent_image = DecodeImage(f["agentImage"]);
  spec.executor_image = DecodeImage(f["executorImage"]);
  DecodeImage(f["attachImage"]);  // concerns Tasks only
  const Cursor workspace = f["workspaceDir"];
  spec.workspace_dir = DecodeShort(workspace);
  if (spec.workspace_dir.present && !spec.workspace_dir.value.starts_with("/")) {
    workspace.Error(Code::kBadValue, Quoted(spec.workspace_dir.value) + " is not an absolute path")
        .Hint("begin it with a /");
  }
  f["command"].ForEach([](const Cursor& item) { item.Text(); });  // concerns Tasks only
  spec.contexts = DecodeContexts(f["contexts"]);
  spec.skills = DecodeSkills(f["skills"]);
  spec.plugins = DecodeList<Plugin>(f["plugins"], DecodePlugin);
  const Cursor config = f["config"];
  if (Described* d = config.described()) d->Takes(Kind::kMap);
  if (config.Present()) {
    spec.config = config.value();
    RefuseInfinite(spec.config, config.decoding().problems);
    if (!spec.config.IsMap()) {
      config
          .Error(Code::kConfigNotObject,
                 std::string("the OpenCode configuration must be an object, not ") + NameOf(spec.config.kind()))
          .Hint(ConfigHint(spec.config));
    }
  }
  spec.config_ref = DecodeKeySource(f.From(Change::kConfigRef, "configRef"), "the OpenCode configuration", "configRef");
  spec.credentials = DecodeList<Credential>(f["credentials"], DecodeCredential);
  WarnOfEqualVariables(spec.credentials, config.decoding().problems);
  spec.pod_spec = DecodePodSpec(f["podSpec"]);
  const Cursor account = f["serviceAccountName"];
  spec.service_account = account.Text();
  CheckText(account, spec.service_account, names::CheckDns1123Subdomain);
  f["maxConcurrentTasks"].Int(INT32_MIN, INT32_MAX);  // concerns Tasks only
  DecodeQuota(f["quota"]);                            // concerns Tasks only
  spec.ca_bundle = DecodeKeySource(f["caBundle"], "the certificates", "caBundle");
  spec.proxy = DecodeProxy(f["proxy"]);
  spec.image_pull_secrets = DecodePullSecrets(f["imagePullSecrets"]);
  spec.extra_ports = DecodeList<ExtraPort>(f["extraPorts"], DecodePort);
  return spec;
}

Agent DecodeAgent(const Resource& resource, Decoding& decoding) {
  Agent agent;
  agent.resource = &resource;
  Fields top(Root(resource, decoding));
  const Cursor spec = OpenResource(top, NameRule::kServiceName, false);
  if (!spec.Present()) return agent;
  Fields f(spec);
  if (!f.Present()) return agent;
  agent.spec = DecodeCommonSpec(f);
  agent.template_name = DecodeTemplateRef(f["templateRef"]);
  f["profile"].Text();
  agent.port = f["port"].Int(1, 65535);
  const Cursor persistence = f["persistence"];
  if (persistence.Present()) {
    Fields p(persistence);
    agent.sessions = DecodeClaim(p["sessions"]);
    agent.workspace = DecodeClaim(p["workspace"]);
  }
  agent.suspend = f["suspend"].Bool();
  agent.standby = DecodeStandby(f["standby"]);
  agent.share_enabled = DecodeShare(f["share"]);
  return agent;
}

AgentTemplate DecodeTemplate(const Resource& resource, Decoding& decoding) {
  AgentTemplate result;
  result.resource = &resource;
  Fields top(Root(resource, decoding));
  const Cursor spec = OpenResource(top, NameRule::kObjectName, false);
  if (!spec.Present()) return result;
  Fields f(spec);
  if (!f.Present()) return result;
  result.spec = DecodeCommonSpec(f);
  f.Belongs({"templateRef", "profile", "port", "persistence", "suspend", "standby", "share"},
            "an AgentTemplate has no such field: write it in the Agents");
  f["workspaceDir"].Require();
  f["serviceAccountName"].Require();
  return result;
}

}  // namespace agentrender

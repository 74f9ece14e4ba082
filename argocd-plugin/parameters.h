// The parameters of an Application: one table, from which reading, announcement and docs come.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/model/controller.h"
#include "core/model/overrides.h"
#include "core/model/value.h"
#include "core/options.h"

namespace agentrender::argocd {

enum class SourceKind : uint8_t { kAuto, kPlain, kKustomize, kHelm };

// What an Application requests. Texts are views of the JSON that it was read from.
struct Parameters {
  SourceKind source = SourceKind::kAuto;
  std::vector<std::string_view> include;
  std::vector<std::string_view> exclude;
  std::vector<std::string_view> helm_values;
  std::string_view ns;
  Controller controller;
  Overrides overrides;
  std::optional<bool> keep_inputs;
  std::optional<bool> strict;
  bool allow_empty = false;
  std::optional<SecurityLevel> pod_security;
};

// What the UI shows: one text, true or false, several texts, or texts by name.
enum class Shape : uint8_t { kString, kBool, kArray, kMap };

struct ParameterRow {
  // Takes the value, whose shape has been checked; returns what is wrong with it, or nothing.
  std::string (*set)(const Value& value, Arena& arena, Parameters& out);
  std::string_view name;
  Shape shape;
  std::string_view standard;  // the default
  std::string_view title;
  std::string_view what;

  // Its default depends on the Application, so it is announced by a command.
  bool IsDynamic() const { return name == "images"; }
};

std::span<const ParameterRow> ParameterTable();

// Reads ARGOCD_APP_PARAMETERS, a JSON list of {name, string | array | map}; "" and "null" have none. False
// if something is wrong with it: `errors` then has one line for each. `json` and `arena` must outlive
// `out`.
bool ReadParameters(std::string_view json, Arena& arena, Parameters& out, std::vector<std::string>& errors);

}  // namespace agentrender::argocd

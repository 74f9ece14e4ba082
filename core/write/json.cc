// Takes a Value, gives JSON in the Value's key order.
#include "core/formats/json_text.h"
#include "core/formats/shown.h"
#include "core/write/emit.h"

namespace agentrender {

void EmitJson(const Value& value, Output& out) {
  JsonOptions options;
  options.sort_keys = false;
  options.large_integers = true;
  AppendJson(value, options, out);
}

void EmitReport(const Value& value, Output& out) {
  Output json;
  EmitJson(value, json);
  AppendShownJson(json.view(), out);
}

}  // namespace agentrender

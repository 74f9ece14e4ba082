// Takes the requests and limits of a container, reports amounts that the API server refuses: a rule of a table cannot
// compare two quantities. Pods here have no resourceClaims.
#include <limits>
#include <optional>

#include "core/base/nearest.h"
#include "core/base/text.h"
#include "core/check/core_v1.h"
#include "core/formats/names.h"
#include "core/formats/quantity.h"

namespace agentrender {

namespace {

constexpr std::string_view kHugePages = "hugepages-";
constexpr std::string_view kQuotaPrefix = "requests.";

bool IsHugePages(std::string_view name) { return name.starts_with(kHugePages); }
// Kubernetes' own: without a domain, or in kubernetes.io.
bool IsNative(std::string_view name) {
  return name.find('/') == std::string_view::npos || name.find("kubernetes.io/") != std::string_view::npos;
}
bool MayOvercommit(std::string_view name) { return IsNative(name) && !IsHugePages(name); }
bool IsStandard(std::string_view name) {
  return name == "cpu" || name == "memory" || name == "ephemeral-storage" || IsHugePages(name);
}

// A resource of a device plugin: it must be a label key with "requests." before it, too.
bool IsExtended(std::string_view name) {
  if (IsNative(name) || name.starts_with(kQuotaPrefix)) return false;
  return names::CheckQualifiedName(std::string(kQuotaPrefix) + name) == nullptr;
}

// The quantity in whole units, rounded away from zero and capped, as Quantity.Value() gives it.
int64_t WholeUnits(const Quantity& quantity) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  int64_t units = 0;
  bool fraction = false;
  const int64_t whole_digits = static_cast<int64_t>(quantity.digits.size()) + quantity.exponent;
  for (int64_t i = 0; i < static_cast<int64_t>(quantity.digits.size()) || i < whole_digits; ++i) {
    const int64_t digit =
        i < static_cast<int64_t>(quantity.digits.size()) ? quantity.digits[static_cast<size_t>(i)] - '0' : 0;
    if (i >= whole_digits) {
      fraction = fraction || digit != 0;
    } else if (units > (kMost - digit) / 10) {
      return kMost;
    } else {
      units = units * 10 + digit;
    }
  }
  if (fraction && units < kMost) ++units;
  return quantity.negative ? -units : units;
}

// The requests or limits of a container.
class ResourceList {
 public:
  ResourceList(const Value& list, const Part& part) : list_(list), part_(part) {}

  void Check() const {
    for (const Member& m : list_.members()) {
      CheckName(m);
      CheckAmount(m);
    }
  }

  bool Has(std::string_view name) const { return list_.Find(name) != nullptr; }
  bool HasHugePages() const {
    for (const Member& m : list_.members()) {
      if (IsHugePages(m.key.text())) return true;
    }
    return false;
  }
  std::optional<Quantity> AmountOf(std::string_view name) const {
    const std::string_view text = list_.TextOf(name);
    return text.empty() ? std::nullopt : ParseQuantity(part_.arena, text);
  }

 private:
  void CheckName(const Member& m) const {
    const std::string_view name = m.key.text();
    if (const char* expected = names::CheckQualifiedName(name)) {
      Refuse(m, Quoted(name) + " is not the name of a resource: expected " + expected);
    } else if (name.find('/') == std::string_view::npos && !IsStandard(name)) {
      const std::string_view near = Nearest(name, {"cpu", "memory", "ephemeral-storage"});
      Refuse(m, Quoted(name) + " is not a resource that a container can have")
          .Hint(
              near.empty()
                  ? "cpu, memory, ephemeral-storage and hugepages-SIZE are; others have a domain, such as nvidia.com/gpu"
                  : "did you mean " + near + "?");
    } else if (!IsNative(name) && !IsExtended(name)) {
      Refuse(m, Quoted(name) + " is not the name of a resource: it begins with \"requests.\" or is too long");
    }
  }

  void CheckAmount(const Member& m) const {
    const std::optional<Quantity> amount = ParseQuantity(part_.arena, m.value.text());
    if (!amount) return;
    const std::string name(m.key.text());
    if (SignOf(*amount) < 0) part_.Refuse(m.value, name + ": " + m.value.text() + " is negative");
    if (IsExtended(name) && !IsInteger(*amount)) part_.Refuse(m.value, name + " must be a whole number");
    if (IsHugePages(name) && !IsWholePages(name, *amount)) {
      part_.Refuse(m.value, std::string(m.value.text()) + " is not a multiple of the page size in " + name);
    }
  }

  bool IsWholePages(std::string_view name, const Quantity& amount) const {
    const std::optional<Quantity> size = ParseQuantity(part_.arena, name.substr(kHugePages.size()));
    if (!size || SignOf(*size) <= 0 || !IsInteger(*size)) return false;
    return WholeUnits(amount) % WholeUnits(*size) == 0;
  }

  Problem& Refuse(const Member& m, std::string_view message) const {
    return part_.problems.Error(Code::kInvalidResources, m.key.origin(), message).Child(m.value.origin(), "");
  }

  Value list_;
  const Part& part_;
};

void CheckAgainstLimits(const Value& resources, const ResourceList& requests, const ResourceList& limits,
                        const Part& part) {
  for (const Member& m : resources.Get("requests").members()) {
    const std::string name(m.key.text());
    const std::optional<Quantity> request = requests.AmountOf(name);
    const std::optional<Quantity> limit = limits.AmountOf(name);
    if (!request) continue;
    if (!limit) {
      if (MayOvercommit(name)) continue;
      part.Refuse(m.value, name + " needs a limit of the same amount").Hint("write it under limits");
      continue;
    }
    const int order = Compare(*request, *limit);
    if (order == 0 || (order < 0 && MayOvercommit(name))) continue;
    const std::string_view written = resources.Get("limits").TextOf(name);
    part.Refuse(m.value, name + ": the request " + m.value.text() +
                             (MayOvercommit(name) ? " is above" : " differs from") + " the limit " + written)
        .Other(resources.Get("limits").Find(name)->origin())
        .Hint(MayOvercommit(name) ? "lower the request or raise the limit"
                                  : "request and limit of " + name + " must be equal");
  }
}

void CheckClaims(const Value& claims, const Part& part) {
  for (const Value& claim : claims) {
    if (claim.TextOf("name").empty()) {
      part.Refuse(claim, "name", part.empty, "must not be empty");
      continue;
    }
    part.Refuse(claim, "name", "the Pod declares no resource claim " + Quoted(claim.TextOf("name")))
        .Hint("remove claims: an Agent cannot declare resourceClaims");
  }
}

}  // namespace

void CheckResourceRequirements(const Value& resources, const Part& part) {
  const ResourceList limits(resources.Get("limits"), part);
  const ResourceList requests(resources.Get("requests"), part);
  limits.Check();
  requests.Check();
  CheckAgainstLimits(resources, requests, limits, part);
  const bool basic = limits.Has("cpu") || limits.Has("memory") || requests.Has("cpu") || requests.Has("memory");
  if (!basic && (limits.HasHugePages() || requests.HasHugePages())) {
    part.Refuse(resources, "huge pages also need cpu or memory").Hint("add a request of cpu or memory");
  }
  CheckClaims(resources.Get("claims"), part);
}

}  // namespace agentrender

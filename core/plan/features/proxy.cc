// Takes the proxy, gives every container its variables, and NO_PROXY the cluster's own suffixes (R43, D19).
#include <algorithm>

#include "core/plan/features/feature.h"

namespace agentrender {

namespace {

// Whether a comma-separated list has this entry (D19).
bool HasEntry(std::string_view list, std::string_view entry) {
  for (size_t begin = 0; begin <= list.size();) {
    const size_t end = std::min(list.find(',', begin), list.size());
    std::string_view item = list.substr(begin, end - begin);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    if (item == entry) return true;
    begin = end + 1;
  }
  return false;
}

std::string_view WithEntry(Arena& arena, std::string_view list, std::string_view entry) {
  if (HasEntry(list, entry)) return list;
  return list.empty() ? entry : arena.Join(list, ",", entry);
}

std::string_view NoProxy(const Settings& s, Arena& arena) {
  const std::string_view list = WithEntry(arena, s.proxy.no_proxy.value, ".svc");
  return WithEntry(arena, list, arena.Join(".", s.cluster_domain.value));
}

}  // namespace

// R43
void AddProxy(Adding& add) {
  const Settings& s = add.settings;
  if (!s.proxy.Present()) return;
  const Maker& make = add.make;
  Arena& arena = make.arena();
  ArenaList<Value> env;
  const auto both = [&](std::string_view upper, std::string_view lower, const Value& value) {
    env.Push(arena, Env(make, upper, value));
    env.Push(arena, Env(make, lower, value));
  };
  if (HasText(s.proxy.http)) both("HTTP_PROXY", "http_proxy", make.String(s.proxy.http));
  if (HasText(s.proxy.https)) both("HTTPS_PROXY", "https_proxy", make.String(s.proxy.https));
  both("NO_PROXY", "no_proxy",
       make.String(NoProxy(s, arena), HasText(s.proxy.no_proxy) ? s.proxy.no_proxy.origin : s.proxy.origin));
  add.pod.ForEachContainer([&](Container& container) { container.env.PushAll(arena, env); });
}

}  // namespace agentrender

// Which controller's rendering is reproduced (R71). Code asks for a change by its name and never compares versions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace agentrender {

// The changes of the releases, in their order.
enum class Change : uint8_t {
#define CHANGE(name, since, what) name,
#include "core/model/controllers.def"
};

namespace controllers {

inline constexpr std::string_view kReleases[] = {
#define RELEASE(version) version,
#include "core/model/controllers.def"
};
inline constexpr size_t kCount = std::size(kReleases);

// The index of a release in the table; kCount if it is not there.
constexpr size_t PlaceOf(std::string_view version) {
  size_t place = 0;
  while (place < kCount && kReleases[place] != version) ++place;
  return place;
}

struct ChangeRow {
  std::string_view since;  // "v0.1.9"
  std::string_view what;   // what it is, as a sentence without its end
  size_t release;          // the place of `since`
};

inline constexpr ChangeRow kChanges[] = {
#define CHANGE(name, since, what) {since, what, PlaceOf(since)},
#include "core/model/controllers.def"
};

// How many changes a release has: its own and those of earlier releases. They are the first ones in the table.
constexpr size_t ChangesOf(size_t release) {
  size_t count = 0;
  while (count < std::size(kChanges) && kChanges[count].release <= release) ++count;
  return count;
}

constexpr const ChangeRow& RowOf(Change change) { return kChanges[static_cast<size_t>(change)]; }

}  // namespace controllers

class Controller {
 public:
  constexpr bool Has(Change change) const { return static_cast<size_t>(change) < changes_; }
  // Whether it is the release with that index, or a later one. For the rows of fields (core/fields/table.h).
  constexpr bool IsFrom(size_t release) const { return release_ >= release; }
  constexpr std::string_view version() const { return controllers::kReleases[release_]; }  // "v0.1.7"
  // The caller chose it: there is no need to say what another choice would make.
  constexpr bool chosen() const { return chosen_; }

  // `text` as "0.1.9" or "v0.1.9". Returns what is wrong with it, or nothing if `out` was set.
  static std::string Parse(std::string_view text, Controller& out);

  // The steps from one controller to another, one change at a time: `changes[i]` is between `controllers[i]` and the
  // next. The first and last are the two controllers.
  struct Way {
    std::vector<Controller> controllers;
    std::vector<Change> changes;
  };
  static Way Between(const Controller& from, const Controller& to);

 private:
  static constexpr size_t kDefault = controllers::PlaceOf(CONTROLLER_DEFAULT);
  static_assert(kDefault < controllers::kCount);

  size_t release_ = kDefault;
  size_t changes_ = controllers::ChangesOf(kDefault);
  bool chosen_ = false;
};

// How to choose a release that has `change`, for the hint of a finding.
std::string HowToChoose(Change change);
// The same for a release.
std::string HowToChoose(std::string_view version);

}  // namespace agentrender

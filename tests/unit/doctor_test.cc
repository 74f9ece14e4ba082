// What versions of kustomize say of themselves.

#include "kustomize-fn/doctor.h"

#include <catch2/catch_test_macros.hpp>

namespace agentrender {
namespace {

constexpr char kHelp[] =
    "Flags:\n"
    "      --enable-alpha-plugins            enable kustomize plugins\n"
    "      --enable-exec                     enable support for exec functions (raw executables)\n";

TEST_CASE("doctor: which kustomize will do") {
  CHECK(WhyKustomizeWillNotDo("v5.8.2\n", kHelp).empty());
  CHECK(WhyKustomizeWillNotDo("(devel)\n", kHelp).empty());
  CHECK(WhyKustomizeWillNotDo("{Version:kustomize/v4.5.7 GitCommit:56d82a8}\n", kHelp) == "is older than v5");
  CHECK(WhyKustomizeWillNotDo("{Version:kustomize/v3.8.7 GitCommit:ad092cc}\n", "") == "is older than v5");
  CHECK(WhyKustomizeWillNotDo("v5.0.0\n", "--enable-alpha-plugins") == "has no flag --enable-exec");
}

}  // namespace
}  // namespace agentrender

// The texts of `agentrender pin`: the questions to Git, its answers, and the resulting file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace agentrender {

struct PinnedRef {
  std::string_view repository;
  std::string_view ref;
  std::string commit;  // all digits
};

// Why Git must not be asked for this repository or ref; empty if it may be. Neither may begin with a dash, which would
// make it an option, and a ref must be a name, not a pattern.
std::string WhyNotAsked(std::string_view repository, std::string_view ref);

// Whether the ref is already a commit.
bool IsCommitName(std::string_view ref);

// The patterns for `git ls-remote` that match `ref`: a full name, or a branch, tag and what a tag stands for.
std::vector<std::string> PatternsOf(std::string_view ref);

// The commit of `ref` in what `git ls-remote` printed: HEAD, the full name, else a branch before a tag, as git clone
// takes them; of an annotated tag the commit that it stands for. Empty when there is none.
std::string CommitIn(std::string_view answer, std::string_view ref);

// Cuts the text of an existing file down to the part above its `revisions`; false when it is not a GitRevisions
// resource of which that is the last field.
bool TakeHead(std::string& text);

// A GitRevisions resource, one line per pin, after `head`; an empty head means a new file.
std::string PinFile(std::string_view head, const std::vector<PinnedRef>& pins);

}  // namespace agentrender

// The file of `agentrender pin`, and what git answers.
#include <string>

#include "cli/pins.h"
#include "tests/fuzz/invariants.h"

using namespace agentrender;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::TextOf(data, size);
  const std::string commit = CommitIn(text, "main");
  fuzz::Hold(commit.empty() || IsCommitName(commit), "a commit is the name of one");
  const bool asked = WhyNotAsked(text, "main").empty() && WhyNotAsked("https://example.com", text).empty();
  fuzz::Hold(!asked || text.empty() || text.front() != '-', "git gets no option");
  std::string head(text);
  if (!TakeHead(head)) return 0;
  const std::string file = PinFile(head, {{"https://example.com/r", text, std::string(40, 'a')}});
  std::string again = file;
  Arena arena;
  fuzz::ReadAgain(file, arena, "the file that is written can be read");
  fuzz::Hold(TakeHead(again) && again == head, "and keeps what stands above its revisions");
  return 0;
}

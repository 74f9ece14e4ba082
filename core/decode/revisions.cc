#include <algorithm>

#include "core/decode/decode.h"
#include "core/decode/parts.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

bool IsCommit(std::string_view text) {
  constexpr size_t kSha1Digits = 40;
  constexpr size_t kSha256Digits = 64;
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return (text.size() == kSha1Digits || text.size() == kSha256Digits) && std::all_of(text.begin(), text.end(), is_hex);
}

GitRevision DecodeRevision(const Cursor& cursor) {
  GitRevision revision;
  Fields f(cursor);
  if (!f.Present()) return revision;
  const Cursor repository = f["repository"];
  revision.repository = repository.NonEmptyText();
  CheckText(repository, revision.repository, names::CheckGitArgument, Code::kBadValue);
  const Cursor ref = f["ref"];
  revision.ref = ref.NonEmptyText();
  CheckText(ref, revision.ref, names::CheckGitArgument, Code::kBadValue);
  const Cursor commit = f["commit"];
  revision.commit = commit.RequiredText();
  if (revision.commit.present && !IsCommit(revision.commit.value)) {
    commit.Error(Code::kBadValue, Quoted(revision.commit.value) + " is not a commit")
        .Hint("a commit is written with all its 40 (or 64) hexadecimal digits, in small letters");
  }
  return revision;
}

void ReportTwin(const Cursor& cursor, const GitRevision& revision, const std::vector<GitRevision>& known) {
  for (const GitRevision& other : known) {
    if (other.repository.value != revision.repository.value || other.ref.value != revision.ref.value) continue;
    cursor
        .Error(Code::kDuplicateItem, "the ref " + Quoted(revision.ref.value) + " of " +
                                         Quoted(revision.repository.value) + " is pinned twice")
        .Other(other.repository.origin)
        .Hint("keep one of the two");
    return;
  }
}

}  // namespace

void DecodeRevisions(const Resource& resource, Decoding& decoding, std::vector<GitRevision>& revisions) {
  Fields top(Root(resource, decoding));
  OpenResource(top, NameRule::kObjectName, false, "revisions").ForEach([&](const Cursor& item) {
    const GitRevision revision = DecodeRevision(item);
    ReportTwin(item, revision, revisions);
    revisions.push_back(revision);
  });
}

}  // namespace agentrender

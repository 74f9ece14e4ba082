// Takes texts, tells which ones Kubernetes accepts as IP addresses and CIDRs.
#include <algorithm>

#include "core/formats/names.h"

namespace agentrender::names {

namespace {

// A decimal number of at most `limit`; -1 for anything else.
int ReadNumber(std::string_view text, int limit) {
  if (text.empty()) return -1;
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
    if (value > limit) return -1;
  }
  return value;
}

// Removes the text up to `end`, and the character itself, from the front of `text`.
std::string_view TakeUntil(std::string_view& text, char end) {
  const size_t size = text.find(end);
  const std::string_view head = text.substr(0, size);
  text.remove_prefix(size == text.npos ? text.size() : size + 1);
  return head;
}

// Four numbers up to 255 without leading zeros.
bool IsIpv4(std::string_view text) {
  for (int i = 0; i < 4; ++i) {
    if ((text.find('.') == text.npos) != (i == 3)) return false;
    const std::string_view number = TakeUntil(text, '.');
    if (ReadNumber(number, 255) < 0 || (number.size() > 1 && number[0] == '0')) return false;
  }
  return true;
}

bool IsGroup(std::string_view text) {
  return !text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

// The number of 16-bit groups in a text without "::", where an IPv4 address at its end counts as two if that is
// allowed; -1 if malformed, 0 for an empty text.
int CountGroups(std::string_view text, bool ipv4_allowed) {
  int count = 0;
  while (!text.empty()) {
    const bool last = text.find(':') == text.npos;
    const std::string_view group = TakeUntil(text, ':');
    if (last && ipv4_allowed && IsIpv4(group)) return count + 2;
    if (!IsGroup(group) || (!last && text.empty())) return -1;
    ++count;
  }
  return count;
}

// Eight groups, or fewer with one "::" that stands for at least one.
bool IsIpv6(std::string_view text) {
  const size_t gap = text.find("::");
  if (gap == text.npos) return CountGroups(text, true) == 8;
  const int before = CountGroups(text.substr(0, gap), false);
  const int after = CountGroups(text.substr(gap + 2), true);
  return before >= 0 && after >= 0 && before + after < 8;
}

bool IsCidr(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == text.npos) return false;
  const std::string_view address = text.substr(0, slash);
  const std::string_view bits = text.substr(slash + 1);
  if (address.find(':') == address.npos) return IsIpv4(address) && ReadNumber(bits, 32) >= 0;
  return IsIpv6(address) && ReadNumber(bits, 128) >= 0;
}

// A two-digit number from `low` to `high` at `at`.
bool HasNumber(std::string_view text, size_t at, int low, int high) {
  return text.size() >= at + 2 && ReadNumber(text.substr(at, 2), high) >= low;
}

int DaysIn(int month, int year) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

// "Z" or an offset. Go takes up to 24:60.
bool IsZone(std::string_view text) {
  if (text == "Z") return true;
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' && HasNumber(text, 1, 0, 24) &&
         HasNumber(text, 4, 0, 60);
}

bool IsDateTime(std::string_view text) {
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
    return false;
  }
  const int year = ReadNumber(text.substr(0, 4), 9999);
  const int month = ReadNumber(text.substr(5, 2), 12);
  if (year < 0 || month < 1 || !HasNumber(text, 8, 1, DaysIn(month, year))) return false;
  if (!HasNumber(text, 11, 0, 23) || !HasNumber(text, 14, 0, 59) || !HasNumber(text, 17, 0, 59)) return false;
  std::string_view rest = text.substr(19);
  if (rest[0] == '.' || rest[0] == ',') {
    const size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    if (end == 1) return false;
    rest.remove_prefix(end);
  }
  return IsZone(rest);
}

}  // namespace

const char* CheckCidr(std::string_view text) {
  return IsCidr(text) ? nullptr : "an address range such as 10.0.0.0/8 or 2001:db8::/32";
}

const char* CheckDateTime(std::string_view text) {
  return IsDateTime(text) ? nullptr : "a date and time such as 2026-01-31T12:00:00Z (RFC 3339)";
}

}  // namespace agentrender::names

#include "core/model/cursor.h"

#include <algorithm>

#include "core/base/nearest.h"
#include "core/base/number.h"
#include "core/base/order.h"

namespace agentrender {

namespace {

// How a scalar of another kind is made a string.
std::string QuoteAdvice(const Value& value) { return "quote it: '" + std::string(value.text()) + "'"; }

std::string Found(const Value& value) {
  std::string found = NameOf(value.kind());
  if (value.IsScalar()) found += " (" + std::string(value.text().substr(0, 60)) + ")";
  return found;
}

// The fix for a value of the wrong kind; empty when there is none to name.
std::string HowToWrite(std::string_view expected, const Value& found) {
  const bool object = expected == NameOf(Kind::kMap);
  if (expected == NameOf(Kind::kList)) return "write a list: each entry in lines of its own, after a dash";
  if (found.IsList()) return object ? "write its fields without a dash" : "write one value, without a dash or brackets";
  if (object) return "write its fields below it, each as key: value, with a space behind the colon";
  if (found.IsMap()) return "write one value; a text that has \": \" in it or begins with { must be quoted";
  if (expected == NameOf(Kind::kString)) return QuoteAdvice(found);
  if (found.IsString() && expected == NameOf(KindOfPlain(found.text()))) return "write it without quotes";
  return expected == NameOf(Kind::kBool) ? "write true or false" : "";
}

// The known name with which a key begins that has more behind it: `text:"a"`, `name {...}`; empty when there is none.
std::string_view NameInFront(std::string_view key, const std::vector<std::string_view>& known) {
  const size_t end = key.find_first_of(": ={");
  const bool is_known = end != key.npos && std::find(known.begin(), known.end(), key.substr(0, end)) != known.end();
  return is_known ? key.substr(0, end) : std::string_view();
}

std::string Join(const std::vector<std::string_view>& words) {
  std::string all;
  for (std::string_view word : words) {
    if (!all.empty()) all += ", ";
    all += word;
  }
  return all;
}

}  // namespace

namespace {
const Value kDescribed{};  // what a describing cursor stands on
}

Cursor::Cursor(Described* described, Described* parent, std::string_view name, Decoding& decoding)
    : value_(&kDescribed), name_(name), decoding_(&decoding), described_(described), parent_(parent) {}

Problem& Cursor::Error(Code code, std::string_view message) const {
  return decoding_->problems.Error(code, origin(), message);
}

Problem& Cursor::Warning(Code code, std::string_view message) const {
  return decoding_->problems.Warning(code, origin(), message);
}

void Cursor::WrongKind(const char* expected) const {
  Problem& problem = Error(Code::kWrongType, std::string("expected ") + expected + ", found " + Found(*value_));
  problem.Hint(HowToWrite(expected, *value_));
}

bool Cursor::IsA(Kind kind) const {
  if (!Present()) return false;
  if (described_ != nullptr) described_->Takes(kind);
  if (value_->kind() == kind || described_ != nullptr) return true;
  WrongKind(NameOf(kind));
  return false;
}

bool Cursor::HasFewEntries() const {
  if (value_->size() <= limits::kEntries) return true;
  Error(Code::kTooMuch, "has " + std::to_string(value_->size()) + " entries; at most " +
                            std::to_string(limits::kEntries) + " are taken")
      .Hint("no Pod can be made of that many");
  return false;
}

bool Cursor::Require(const char* what) const {
  if (parent_ != nullptr && *what == 0) parent_->required.push_back(name_);
  if (Present()) return true;
  decoding_->problems
      .Error(Code::kMissingField, holder_, *what == 0 ? "is required" : std::string("is required ") + what)
      .Child(holder_, "." + std::string(name_));
  return false;
}

Text Cursor::Text() const {
  if (!IsA(Kind::kString)) return {};
  return {value_->text(), value_->origin(), true};
}

Text Cursor::RequiredText() const {
  Require();
  return Text();
}

Text Cursor::NonEmptyText() const {
  if (described_ != nullptr) described_->not_empty = true;
  const agentrender::Text text = RequiredText();
  if (text.present && text.value.empty()) Error(Code::kBadValue, "must not be empty");
  return text;
}

Text Cursor::OneOf(std::initializer_list<std::string_view> choices) const {
  const agentrender::Text text = Text();
  if (described_ != nullptr) described_->choices = choices;
  if (!text.present || described_ != nullptr || std::find(choices.begin(), choices.end(), text.value) != choices.end())
    return text;
  const std::vector<std::string_view> all(choices);
  const std::string_view near = Nearest(text.value, all);
  Problem& problem = Error(Code::kBadValue, Quoted(text.value) + " is not one of " + Join(all));
  if (!near.empty()) problem.Hint("did you mean " + std::string(near) + "?");
  return text;
}

Sourced<bool> Cursor::Bool() const {
  if (!IsA(Kind::kBool)) return {};
  return {value_->AsBool(), value_->origin(), true};
}

Sourced<bool> Cursor::RequiredBool() const {
  Require();
  return Bool();
}

Sourced<int64_t> Cursor::Int(int64_t least, int64_t most) const {
  if (!Present()) return {};
  if (described_ != nullptr) {
    described_->Takes(Kind::kInt);
    described_->least = least;
    described_->most = most;
    return {};
  }
  // 1.0 is a whole number, as in JSON; 1.5 is none.
  if (value_->kind() == Kind::kFloat) {
    const double number = value_->AsDouble();
    constexpr double kExact = 9007199254740992.0;
    if (number >= -kExact && number <= kExact && static_cast<double>(static_cast<int64_t>(number)) == number &&
        number >= static_cast<double>(least) && number <= static_cast<double>(most)) {
      return {static_cast<int64_t>(number), value_->origin(), true};
    }
  }
  const bool whole = value_->kind() == Kind::kFloat && value_->text().find_first_of(".eE") == std::string_view::npos;
  if (!whole && !IsA(Kind::kInt)) return {};
  const std::optional<int64_t> number = value_->AsInt();
  if (number && *number >= least && *number <= most) return {*number, value_->origin(), true};
  Error(Code::kBadValue,
        std::string(value_->text()) + " is outside of " + std::to_string(least) + " to " + std::to_string(most));
  return {};
}

Sourced<int64_t> Cursor::RequiredInt(int64_t least, int64_t most) const {
  Require();
  return Int(least, most);
}

Value Cursor::StringMap() const {
  if (!IsA(Kind::kMap) || !HasFewEntries()) return {};
  if (described_ != nullptr) described_->Entries()->Takes(Kind::kString);
  Value sorted = Value::Map(decoding_->arena, value_->size(), value_->origin());
  for (const Member& m : value_->members()) {
    const Cursor entry(&m.value, value_->origin(), m.key.text(), *decoding_);
    if (entry.IsA(Kind::kString)) sorted.Add(decoding_->arena, m.key, m.value);
  }
  sorted.SortMembers();
  return sorted;
}

Cursor Cursor::Item(const Value& item) const {
  Cursor cursor(&item, value_->origin(), "", *decoding_);
  if (item.IsNull()) {
    decoding_->problems.Error(Code::kWrongType, item.origin(), "an entry of a list must not be null")
        .Hint("take the entry out, or write its value");
  }
  return cursor;
}

Fields::Fields(const Cursor& cursor) : origin_(cursor.origin()), cursor_(cursor), decoding_(cursor.decoding()) {
  if (cursor.IsA(Kind::kMap)) object_ = &cursor.value();
}

Cursor Fields::operator[](std::string_view name) {
  const Member* member = Take(name);
  if (Described* d = cursor_.described()) return {d->Field(name), d, name, decoding_};
  return {member == nullptr ? nullptr : &member->value, origin_, name, decoding_};
}

Cursor Fields::From(Change change, std::string_view name) {
  if (decoding_.controller.Has(change)) return (*this)[name];
  const Member* member = object_ == nullptr ? nullptr : object_->FindMember(name);
  if (member != nullptr && cursor_.described() == nullptr) {
    Take(name);
    const std::string since(controllers::RowOf(change).since);
    Problem& problem = decoding_.strict ? decoding_.problems.Error(Code::kLaterField, member->key.origin(), "")
                                        : decoding_.problems.Warning(Code::kLaterField, member->key.origin(), "");
    problem.message = "is known from controller " + since + " on; this renders what " +
                      std::string(decoding_.controller.version()) + " makes" + (decoding_.strict ? "" : ", without it");
    problem.Child(origin_, "." + std::string(name)).Hint(HowToChoose(change));
  }
  return {nullptr, origin_, name, decoding_};
}

const Member* Fields::Take(std::string_view name) {
  if (count_ < kMost) known_[count_++] = name;
  const Member* member = object_ == nullptr ? nullptr : object_->FindMember(name);
  if (member == nullptr) return nullptr;
  const auto index = static_cast<size_t>(member - object_->members().begin());
  if (index < kMost) taken_ |= uint64_t{1} << index;
  return member;
}

// Where there are more members than fields, those behind are found by name.
bool Fields::IsTaken(size_t member) const {
  if (member < kMost) return ((taken_ >> member) & 1) != 0;
  const std::string_view name = object_->member(static_cast<uint32_t>(member)).key.text();
  return std::find(known_, known_ + count_, name) != known_ + count_;
}

void Fields::Belongs(std::initializer_list<std::string_view> names, const char* hint) {
  for (std::string_view name : names) {
    const Member* member = object_ == nullptr ? nullptr : object_->FindMember(name);
    if (member == nullptr || IsTaken(static_cast<size_t>(member - object_->members().begin()))) continue;
    ReportUnknownField(member->key, origin_, {}, decoding_.strict, decoding_.problems).Hint(hint);
    Take(name);
  }
}

Fields::~Fields() {
  if (object_ == nullptr || ignore_others_) return;
  if (!cursor_.HasFewEntries()) return;
  for (uint32_t i = 0; i < object_->size(); ++i) {
    if (!IsTaken(i)) ReportUnknown(object_->member(i).key);
  }
}

void Fields::ReportUnknown(const Value& key) const {
  ReportUnknownField(key, origin_, {known_, known_ + count_}, decoding_.strict, decoding_.problems);
}

Problem& ReportUnknownField(const Value& key, const Origin& holder, const std::vector<std::string_view>& known,
                            bool strict, Problems& problems) {
  const std::string_view near = problems.crowded() ? std::string_view() : Nearest(key.text(), known);
  Problem& problem = strict ? problems.Error(Code::kUnknownField, key.origin(), "unknown field")
                            : problems.Warning(Code::kUnknownField, key.origin(), "unknown field, ignored");
  problem.Child(holder, "." + std::string(key.text()));
  const std::string_view front = NameInFront(key.text(), known);
  if (!front.empty()) {
    problem.Hint("write " + std::string(front) + ": with a space behind the colon");
  } else if (!near.empty()) {
    problem.Hint("did you mean " + std::string(near) + "?");
  } else if (!known.empty()) {
    std::vector<std::string_view> sorted;
    for (uint32_t i : OrderOf(known)) {
      if (sorted.empty() || sorted.back() != known[i]) sorted.push_back(known[i]);
    }
    problem.Hint(std::string(kFieldsHint) + Join(sorted));
  }
  return problem;
}

}  // namespace agentrender

// Takes a position, gives the resource, the path and the token there, from the tree of the file.
#include "lsp/place.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/fields/field_docs.h"

namespace agentrender::lsp {

namespace {

class Descent {
 public:
  Descent(const Lines& lines, size_t offset, Place& place) : lines_(lines), offset_(offset), place_(place) {}

  // Whether the position is in a key or a scalar of `value`.
  bool Into(const Value& value) {
    if (value.IsMap()) return IntoMap(value);
    if (value.IsList()) return IntoList(value);
    return AtScalar(value);
  }

 private:
  // The last child that begins before the position. What an alias or a merge brings stands elsewhere.
  bool Begins(const Origin& origin, size_t& latest) const {
    if (!origin.HasPlace()) return false;
    const size_t begin = lines_.OffsetOf(origin);
    if (begin > offset_ || (latest != kNone && begin < latest)) return false;
    latest = begin;
    return true;
  }

  bool IntoMap(const Value& value) {
    const agentrender::Member* found = nullptr;
    size_t latest = kNone;
    const size_t from = lines_.OffsetOf(value.origin());
    for (const agentrender::Member& m : value.members()) {
      if (lines_.OffsetOf(m.key.origin()) >= from && Begins(m.key.origin(), latest)) found = &m;
    }
    if (found == nullptr) return false;
    place_.beside.clear();
    for (const agentrender::Member& m : value.members())
      place_.beside[std::string(m.key.text())] = m.value.IsScalar() ? std::string(m.value.text()) : std::string();
    place_.path.push_back({std::string(found->key.text()), 0, true});
    place_.value = &found->value;
    const Span key = lines_.NameAt(found->key.origin());
    if (key.Contains(offset_)) {
      place_.on_key = true;
      place_.token = found->key.text();
      place_.span = key;
      return true;
    }
    return !found->value.IsAlias() && Into(found->value);
  }

  bool IntoList(const Value& value) {
    size_t latest = kNone;
    uint32_t at = value.size();
    for (uint32_t i = 0; i < value.size(); ++i) {
      const Value& item = value.at(i);
      const bool in_map = item.IsMap() && !item.empty();
      if (!item.IsAlias() && Begins(in_map ? item.member(0).key.origin() : item.origin(), latest)) at = i;
    }
    if (at == value.size()) return false;
    place_.path.push_back({"", at, false});
    place_.value = &value.at(at);
    return Into(value.at(at));
  }

  bool AtScalar(const Value& value) {
    const Span span = lines_.NameAt(value.origin());
    if (span.begin == span.end || offset_ < lines_.OffsetOf(value.origin())) return false;
    place_.span = span;
    place_.token = value.text();
    const char first = lines_.text()[span.begin];
    place_.in_block = first == '|' || first == '>';
    return offset_ <= span.end || place_.in_block || GoesOn(value, span);
  }

  // Whether a text of several lines without a mark, or in quotes, goes on at the position.
  bool GoesOn(const Value& value, const Span& span) const {
    const std::string_view text = lines_.text();
    const char quote = text[span.begin];
    if (quote == '\'' || quote == '"') {
      size_t end = span.begin + 1;
      for (; end < text.size() && text[end] != quote; ++end) end += quote == '"' && text[end] == '\\' ? 1 : 0;
      return offset_ <= end + 1;
    }
    // Its words are all that there is as far as the word at the position.
    const size_t end = std::min(text.find_first_of(" \t\r\n", offset_), text.size());
    return value.text().starts_with(Words(text.substr(span.begin, end - span.begin))) && text[end - 1] != ' ';
  }

  static std::string Words(std::string_view text) {
    std::string words;
    size_t breaks = 0;
    for (const char c : text) {
      if (c == '\n') ++breaks;
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        if (!words.empty() && words.back() != ' ' && words.back() != '\n') words += ' ';
        if (breaks > 1) words.back() = '\n';
        continue;
      }
      breaks = 0;
      words += c;
    }
    return words;
  }

  static constexpr size_t kNone = std::string_view::npos;
  const Lines& lines_;
  const size_t offset_;
  Place& place_;
};

void TakeResource(const Session& session, const Value& object, Place& place) {
  const ObjectRef ref = RefOf(object);
  place.resource = &object;
  place.api_version = ref.api_version;
  place.kind = ref.kind;
  place.name = ref.name;
  place.ns = session.workspace.NamespaceOf(ref);
}

// The kind that items of a typed list may leave to it; empty for a List of anything.
std::string KindOfItems(const Value& list) {
  constexpr std::string_view kList = "List";
  const std::string_view kind = list.TextOf("kind");
  return std::string(kind.ends_with(kList) ? kind.substr(0, kind.size() - kList.size()) : std::string_view());
}

// Takes the steps `items` and a number off the path, as often as they are there: the resource is that item of a list.
void IntoListOfResources(const Session& session, const Value& root, Place& place) {
  TakeResource(session, root, place);
  const Value* object = &root;
  while (IsList(*object) && place.path.size() > 1 && place.path[0].key == "items" && !place.path[1].is_key) {
    const Value* items = object->Find("items");
    if (items == nullptr || !items->IsList() || place.path[1].item >= items->size()) return;
    const std::string inherited = KindOfItems(*object);
    const std::string version(object->TextOf("apiVersion"));
    object = &items->at(place.path[1].item);
    TakeResource(session, *object, place);
    if (place.kind.empty()) place.kind = inherited;
    if (place.api_version.empty() && !inherited.empty()) place.api_version = version;
    place.path.erase(place.path.begin(), place.path.begin() + 2);
  }
}

}  // namespace

std::optional<Place> PlaceInTree(const Session& session, const Spot& spot) {
  const Tree& tree = spot.file->tree();
  const Lines lines(tree.text);
  const Document* document = nullptr;
  for (const Document& one : tree.documents) {
    if (lines.OffsetOf(Origin{one.first_line, 1, one.source, 0}) <= spot.offset) document = &one;
  }
  if (document == nullptr) return std::nullopt;
  Place place;
  const bool found = Descent(lines, spot.offset, place).Into(document->root);
  if (!found || place.path.empty()) return std::nullopt;
  IntoListOfResources(session, document->root, place);
  const size_t size = place.path.size();
  const Value* above =
      size < kStepsToAbove ? nullptr : ValueAt(*place.resource, {place.path.begin(), place.path.end() - kStepsToAbove});
  if (above == nullptr) return place;
  for (const agentrender::Member& m : above->members())
    if (m.value.IsScalar()) place.above[std::string(m.key.text())] = m.value.text();
  return place;
}

namespace {

// `*name` at an offset; empty without one.
Span AliasAt(const Lines& lines, size_t offset) {
  constexpr std::string_view kEnds = " \t\r\n,[]{}";
  const std::string_view text = lines.text();
  const size_t before = offset == 0 ? std::string_view::npos : text.find_last_of(kEnds, offset - 1);
  const size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const size_t line = lines.LineAt(begin);
  const bool is_alias = begin < text.size() && text[begin] == '*' && begin <= offset;
  if (!is_alias || IsInComment(lines.line(line), begin - lines.start(line))) return {};
  return {begin, std::min(text.find_first_of(kEnds, begin), text.size())};
}

// In the place of an alias: what it stands for.
std::optional<Place> PlaceOfAlias(const Session& session, const Spot& spot, const Span& alias) {
  Place place = PlaceInText(session, spot);
  const std::string_view written = std::string_view(spot.file->now->text).substr(alias.begin, alias.end - alias.begin);
  if (place.path.empty() || place.in_block || place.token != written) return std::nullopt;
  if (place.on_key) place.path.pop_back();  // a word may have been a key to be
  place.on_key = false;
  if (!place.path.empty() && place.path.back().key == "<<") place.path.pop_back();
  if (place.path.empty()) return std::nullopt;
  place.is_alias = true;
  place.value = place.resource == nullptr ? nullptr : ValueAt(*place.resource, place.path);
  place.token = place.value == nullptr ? std::string() : std::string(place.value->text());
  place.span = alias;
  return place;
}

}  // namespace

std::optional<Place> PlaceAt(const Session& session, const Spot& spot) {
  if (spot.file == nullptr) return std::nullopt;
  const Span alias = AliasAt(Lines(spot.file->now->text), spot.offset);
  if (alias.begin != alias.end) {
    if (std::optional<Place> place = PlaceOfAlias(session, spot, alias)) return place;
  }
  if (spot.file->now->good) return PlaceInTree(session, spot);
  Place place = PlaceInText(session, spot);
  if (place.path.empty() || place.token.empty()) return std::nullopt;
  return place;
}

std::string PathText(const std::vector<Step>& path) {
  std::string text;
  for (const Step& step : path) {
    if (!step.is_key) text += "[" + std::to_string(step.item) + "]";
    if (step.is_key) text += (text.empty() ? "" : ".") + step.key;
  }
  return text;
}

namespace {

// Among an object and the items of a list, of which those of a typed one may have no kind.
const Value* FindIn(const Session& session, const Value& object, std::string_view inherited, const Place& place) {
  const ObjectRef ref = RefOf(object);
  if ((ref.kind.empty() ? inherited : ref.kind) == place.kind && ref.name == place.name &&
      session.workspace.NamespaceOf(ref) == place.ns)
    return &object;
  const Value* items = IsList(object) ? object.Find("items") : nullptr;
  for (uint32_t i = 0; items != nullptr && items->IsList() && i < items->size(); ++i) {
    if (const Value* found = FindIn(session, items->at(i), KindOfItems(object), place)) return found;
  }
  return nullptr;
}

}  // namespace

const Value* FindResource(const Session& session, const Tree& tree, const Place& place) {
  for (const Document& document : tree.documents) {
    if (const Value* found = FindIn(session, document.root, {}, place)) return found;
  }
  return nullptr;
}

const Value* ValueAt(const Value& root, const std::vector<Step>& path) {
  const Value* value = &root;
  for (const Step& step : path) {
    if (step.is_key) {
      value = value->IsMap() ? value->Find(step.key) : nullptr;
    } else {
      value = value->IsList() && step.item < value->size() ? &value->at(step.item) : nullptr;
    }
    if (value == nullptr) return nullptr;
  }
  return value;
}

std::optional<TypeId> KindOf(const Place& place) {
  if (!place.api_version.starts_with("kubeopencode.io/") && !place.api_version.starts_with("render.kubeopencode.io/"))
    return std::nullopt;
  const std::optional<TypeId> kind = KindNamed(place.kind);
  if (!kind || ToLower(place.kind).ends_with('s')) return kind && place.kind == "GitRevisions" ? kind : std::nullopt;
  return kind;
}

std::optional<TypedField> TypeOf(TypeId kind, const std::vector<Step>& path) {
  TypedField typed{kind, nullptr, kind, false};
  for (const Step& step : path) {
    if (typed.in_entries) {
      const bool fits = step.is_key == (typed.field->shape == Shape::kMap);
      if (!fits) return std::nullopt;
      typed.in_entries = false;
      continue;
    }
    const Field* next = step.is_key ? FindField(typed.type, step.key) : nullptr;
    if (next == nullptr) return std::nullopt;
    typed = {typed.type, next, next->type, next->shape != Shape::kOne};
  }
  return typed;
}

}  // namespace agentrender::lsp

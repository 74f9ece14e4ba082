// Takes libyaml's events, gives Values with places. Later stages need not know anchors, merge keys and tags.
#include "core/read/yaml.h"

#include <yaml.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "core/base/number.h"
#include "core/base/order.h"
#include "core/base/text.h"
#include "core/formats/json_text.h"
#include "core/read/anchors.h"
#include "core/read/breaks.h"
#include "core/read/builder.h"
#include "core/read/keys.h"
#include "core/read/merge.h"
#include "core/read/odd_escapes.h"
#include "core/read/read.h"
#include "core/read/tags.h"
#include "core/read/yaml_advice.h"
#include "core/read/yaml_fault.h"

namespace agentrender {

namespace {

// The line and column of a byte, both counted from 1.
Origin PlaceOfByte(std::string_view text, size_t offset, const Builder& builder, uint32_t first_line) {
  offset = std::min(offset, text.size());
  size_t line = first_line;
  size_t column = 1;
  for (char c : text.substr(0, offset)) {
    if (c == '\n') {
      ++line;
      column = 1;
    } else if (!ContinuesCharacter(c)) {
      ++column;
    }
  }
  return builder.At(line, column);
}

std::string_view View(const yaml_char_t* text, size_t size) { return {reinterpret_cast<const char*>(text), size}; }

std::string_view View(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

void SortByPlace(PlainList<Tie>& ties) {
  Arrange(ties, OrderBy(ties.size(), [&](uint32_t a, uint32_t b) { return ties[a].place.line < ties[b].place.line; }));
}

void SortByPlace(PlainList<FlowObject>& objects) {
  Arrange(objects,
          OrderBy(objects.size(), [&](uint32_t a, uint32_t b) { return objects[b].begin.IsBehind(objects[a].begin); }));
}

class YamlReader {
 public:
  YamlReader(const Chunk& chunk, uint16_t source, Arena& arena, Problems& problems)
      : chunk_(chunk), builder_(arena, problems, source), anchors_(builder_), rest_(chunk.text), escapes_(chunk.text) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input(&parser_, Supply, this);
    std::memset(&event_, 0, sizeof event_);
    lines_ = {chunk.first_line, LinesAfterOddBreaks(chunk.text)};
  }
  ~YamlReader() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }
  YamlReader(const YamlReader&) = delete;
  YamlReader& operator=(const YamlReader&) = delete;

  // Fills in the chunk's document.
  bool ReadDocument(Document& document) {
    do {
      if (!Next()) return false;
      if (event_.type == YAML_STREAM_END_EVENT) return true;
    } while (event_.type != YAML_DOCUMENT_START_EVENT);
    const auto& start = event_.data.document_start;
    const bool directives =
        start.version_directive != nullptr || start.tag_directives.start != start.tag_directives.end;
    document.odd_lines = directives || HasOddMarker(chunk_.text);
    if (!Next() || !Node(document.root)) return false;
    document.infinite = infinite_;
    for (const Tie& tie : odd_merges_) ties_.push_back(tie);
    if (!odd_merges_.empty()) SortByPlace(ties_);
    document.ties = std::move(ties_);
    SortByPlace(flow_objects_);
    document.flow_objects = std::move(flow_objects_);
    if (!Next() || !Next()) return false;  // the document's end, and what comes after it
    document.refused = too_large_at_.HasPlace();
    if (document.refused) builder_.FailOnExpansion(document.root, too_large_at_, anchors_.Largest());
    // A second document can only begin after a line break that libyaml knows and Chunks does not, such as a lone CR.
    return event_.type == YAML_STREAM_END_EVENT ||
           builder_.Fail(Code::kNotYaml, Place(event_.start_mark), "a document begins after an unusual line break",
                         "end lines with LF or CR LF");
  }

 private:
  // Gives libyaml the text. A last line without a line feed gets one, as in kubectl's reader, so that a literal block
  // at the end keeps its own.
  static int Supply(void* self, unsigned char* buffer, size_t size, size_t* count) {
    YamlReader& reader = *static_cast<YamlReader*>(self);
    *count = reader.rest_.copy(reinterpret_cast<char*>(buffer), size);
    reader.rest_.remove_prefix(*count);
    const std::string_view text = reader.chunk_.text;
    if (*count != 0 || reader.ended_ || text.empty() || text.back() == '\n') return 1;
    reader.ended_ = true;
    *buffer = '\n';
    *count = 1;
    return 1;
  }

  bool Next() {
    yaml_event_delete(&event_);
    return yaml_parser_parse(&parser_, &event_) != 0 || FailToParse();
  }

  bool FailToParse() {
    if (parser_.error == YAML_MEMORY_ERROR) {
      return builder_.Fail(Code::kTooMuch, Place(parser_.mark), "reading takes more memory than is available",
                           "render parts of the input one by one");
    }
    const char* problem = parser_.problem == nullptr ? "out of memory" : parser_.problem;
    if (parser_.error == YAML_READER_ERROR) {
      const Origin where = PlaceOfByte(chunk_.text, parser_.problem_offset, builder_, chunk_.first_line);
      return builder_.Fail(Code::kBadText, where, std::string("not a YAML text: ") + problem, HintFor(problem));
    }
    const Fault fault =
        FaultOf({chunk_.text, parser_, last_, folded_, flow_.empty() ? nullptr : &flow_.back(), lines_});
    return builder_.Fail(Code::kNotYaml, Place(fault.at), "not valid YAML: " + fault.message, fault.hint);
  }

  Origin Place(const yaml_mark_t& mark) const { return builder_.At(lines_.Of(mark), mark.column + 1); }

  // The node that the current event begins.
  bool Node(Value& node) {
    const Origin where = Place(event_.start_mark);
    if (!builder_.CountNode(where)) return false;
    switch (event_.type) {
      case YAML_ALIAS_EVENT: return Alias(where, node);
      case YAML_SCALAR_EVENT: return Scalar(where, node);
      case YAML_SEQUENCE_START_EVENT: return List(where, node);
      case YAML_MAPPING_START_EVENT: return Map(where, node);
      default: return builder_.Fail(Code::kNotYaml, where, "not valid YAML");
    }
  }

  bool Alias(const Origin& where, Value& node) {
    const std::string name(View(event_.data.alias.anchor));
    Anchor* anchor = anchors_.Find(name);
    if (anchor == nullptr) {
      return builder_.Fail(Code::kBadAlias, where, "nothing before it has the anchor &" + name,
                           "an anchor is known only in its own document, after the place where it is set");
    }
    if (anchor->open) {
      return builder_.Fail(Code::kBadAlias, where, "the alias *" + name + " is inside its own anchor",
                           "write the value out");
    }
    node = anchor->value.AsAlias();
    if (anchor->aliased == nullptr) anchor->aliased = builder_.Keep(anchor->value);
    Note({where, anchor->value.origin(), anchor->aliased}, ties_);
    ++anchor->aliases;
    if (!builder_.CountExpansion(anchor->extent)) {
      LeaveOut(where);
      node = Value::Null(where);
    }
    return true;
  }

  // Notes about a document count as memory, as its nodes do.
  template <class T>
  void Note(const T& note, PlainList<T>& notes) {
    builder_.Hold(sizeof(T));
    notes.push_back(note);
  }

  // If aliases stand for too much, further ones are left out; the documents after this one must not be lost.
  void LeaveOut(const Origin& where) {
    if (!too_large_at_.HasPlace()) too_large_at_ = where;
  }

  // libyaml holds a scalar in buffers that it doubles as they grow. The run ends if they took more than its budget has
  // left.
  void CountParser(size_t bytes) {
    constexpr size_t kBuffers = 4;
    Budget* budget = builder_.arena().budget();
    if (budget != nullptr && kBuffers * bytes > budget->left()) budget->Spend();
  }

  bool Scalar(const Origin& where, Value& node) {
    const auto& scalar = event_.data.scalar;
    const bool quoted =
        scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE || scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    const bool written = event_.end_mark.index != event_.start_mark.index;  // not a value that is missing
    if (written) {
      last_.begin = event_.start_mark;
      last_.end = event_.end_mark;
      last_.quoted = quoted;
    }
    if (quoted && last_.IsFolded()) NoteFolded();
    CountParser(scalar.length);
    const std::string_view text = Kept(View(scalar.value, scalar.length), quoted);
    builder_.CountBytes(text.size());
    Kind kind = Kind::kString;
    if (scalar.tag != nullptr) {
      if (!KindByTag(View(scalar.tag), text, where, builder_, kind)) return false;
    } else if (scalar.style == YAML_PLAIN_SCALAR_STYLE) {
      kind = KindOfPlain(text);
    }
    const bool double_quoted = scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    if (double_quoted && escapes_.Has(event_.start_mark.index, event_.end_mark.index)) ties_.push_back({where, {}});
    node = kind == Kind::kNull && text.empty() ? Value::Null(where) : Value::Scalar(kind, text, where);
    if (kind == Kind::kFloat) TakeFloat(node);
    if (scalar.anchor != nullptr) anchors_.Close(anchors_.Open(View(scalar.anchor), text.size(), where), node);
    return true;
  }

  // The text of the current event, for as long as the document: usually a view of it, if it is written there as it is
  // read, otherwise a copy. libyaml counts characters, so the comparison fails after one of several bytes.
  std::string_view Kept(std::string_view text, bool quoted) {
    const size_t begin = event_.start_mark.index + (quoted ? 1 : 0);
    if (begin > chunk_.text.size()) return builder_.arena().Copy(text);
    const std::string_view written = chunk_.text.substr(begin, text.size());
    return written == text ? written : builder_.arena().Copy(text);
  }

  // Keeps the last few: a quote that is not closed ends on a later line, and the parse fails soon after that.
  void NoteFolded() {
    constexpr size_t kMost = 8;
    if (folded_.size() == kMost) std::copy(folded_.begin() + 1, folded_.end(), folded_.begin());
    if (folded_.size() == kMost) folded_.pop_back();
    folded_.push_back(last_);
  }

  // A tag can make a float of an integer's text (`!!float 0b101`); printed without the tag, that text would be an
  // integer again.
  void TakeFloat(Value& node) {
    const std::string_view text = node.text();
    if (ParseLargeInt(text)) ties_.push_back({node.origin(), {}});  // Go keeps it as an integer
    if (KindOfPlain(text) == Kind::kInt)
      node = Value::Scalar(Kind::kFloat, builder_.arena().Copy(JsonNumberOf(node).text()), node.origin());
    const char last = text.back();
    infinite_ |= last != '.' && !IsDigit(last) && last != '_';
  }

  bool List(const Origin& where, Value& node) {
    if (!CheckCollectionTag(View(event_.data.sequence_start.tag), "seq", where, builder_) || !builder_.Deeper(where))
      return false;
    const yaml_char_t* name = event_.data.sequence_start.anchor;
    const bool has_anchor = name != nullptr;
    const size_t anchor = has_anchor ? anchors_.Open(View(name), 0, where) : 0;
    const size_t mark = builder_.Open();
    const bool flow = event_.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    if (flow) flow_.push_back(event_.start_mark);
    while (true) {
      if (!Next()) return false;
      if (event_.type == YAML_SEQUENCE_END_EVENT) break;
      Value item;
      if (!Node(item)) return false;
      builder_.Push(item);
    }
    if (flow) flow_.pop_back();
    builder_.Shallower();
    node = builder_.CloseList(mark, where);
    if (has_anchor) anchors_.Close(anchor, node);
    return true;
  }

  bool Map(const Origin& where, Value& node) {
    if (!CheckCollectionTag(View(event_.data.mapping_start.tag), "map", where, builder_) || !builder_.Deeper(where))
      return false;
    const yaml_char_t* name = event_.data.mapping_start.anchor;
    const bool has_anchor = name != nullptr;
    const size_t anchor = has_anchor ? anchors_.Open(View(name), 0, where) : 0;
    const size_t mark = builder_.Open();
    const bool flow = event_.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    if (flow) flow_.push_back(event_.start_mark);
    std::vector<Value> merged;
    Origin merge_at;  // the place of the last merge key
    while (true) {
      if (!Next()) return false;
      if (event_.type == YAML_MAPPING_END_EVENT) break;
      const size_t known = merged.size();
      const Origin entry = Place(event_.start_mark);
      if (!Entry(merged)) return false;
      if (merged.size() != known) merge_at = entry;
    }
    if (flow) flow_.pop_back();
    builder_.Shallower();
    if (!builder_.CloseMap(mark, where, node)) return false;
    if (flow && (node.Find("kind") != nullptr || node.Find("metadata") != nullptr))
      Note({where, Place(event_.end_mark)}, flow_objects_);
    if (!merged.empty() && !Merge(merged, builder_, node)) LeaveOut(merge_at);
    if (!merged.empty() && HasKeyBefore(node, merge_at, merged)) odd_merges_.push_back({merge_at, {}});
    if (has_anchor) anchors_.Close(anchor, node);
    return true;
  }

  // One key and its value. The mappings that a merge key names are added to `merged`.
  bool Entry(std::vector<Value>& merged) {
    const bool merge = event_.type == YAML_SCALAR_EVENT && event_.data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
                       event_.data.scalar.tag == nullptr &&
                       View(event_.data.scalar.value, event_.data.scalar.length) == "<<";
    Value key;
    if (!Node(key)) return false;
    const bool left_out = too_large_at_.HasPlace() && key.IsNull();
    if (!left_out && !MakeKey(key)) return false;
    Value value;
    if (!Next() || !Node(value)) return false;
    if (left_out) return true;
    if (merge) return too_large_at_.HasPlace() || CollectMerged(value, merged);
    builder_.Push(key);
    builder_.Push(value);
    return true;
  }

  // Keys become the strings that Kubernetes' YAML makes of them.
  bool MakeKey(Value& key) {
    if (!key.IsScalar() || key.IsNull()) {
      return builder_.Fail(Code::kBadKey, key.origin(),
                           std::string("a key must be a string, not ") + NameOf(key.kind()),
                           key.IsMap() ? "quote a text that begins with {, and render {{ }} before" : "quote it");
    }
    if (!builder_.CheckKey(key)) return false;
    if (key.kind() == Kind::kBool) {
      Spell(key.AsBool() ? "true" : "false", key);
    } else if (key.kind() == Kind::kInt) {
      const std::optional<int64_t> number = key.AsInt();
      if (!number) {
        return builder_.Fail(Code::kBadKey, key.origin(),
                             "a key must be a string, not a whole number of that size: " + key.text(),
                             "quote it: '" + key.text() + "'");
      }
      Spell(Value::Int(builder_.arena(), *number).text(), key);
    } else if (key.kind() == Kind::kFloat) {
      Spell(KeyOfFloat(key.AsDouble(), builder_.arena()), key);
    }
    return true;
  }

  // Sets the text of a key, which also keeps its spelling.
  void Spell(std::string_view text, Value& key) {
    key = Value::Key(builder_.arena().Join(text, key.text()), text.size(), key.origin());
  }

  bool CollectMerged(const Value& value, std::vector<Value>& merged) {
    bool fits = value.IsMap();
    if (value.IsMap()) {
      merged.push_back(value);
    } else if (value.IsList()) {
      fits = std::all_of(value.begin(), value.end(), [](const Value& item) { return item.IsMap(); });
      if (fits) merged.insert(merged.end(), value.begin(), value.end());
    }
    return fits ||
           builder_.Fail(Code::kBadAlias, value.origin(), "the merge key << takes a mapping or a list of mappings",
                         "write << with an alias to a mapping, as in <<: *base");
  }

  const Chunk& chunk_;
  Builder builder_;
  yaml_parser_t parser_;
  yaml_event_t event_;
  LineNumbers lines_;
  LastScalar last_;
  PlainList<LastScalar> folded_;
  PlainList<yaml_mark_t> flow_;  // where each [ and { that is still open begins
  Anchors anchors_;
  std::string_view rest_;  // of the text, for libyaml
  bool ended_ = false;     // the missing line feed at the end was given
  OddEscapes escapes_;
  PlainList<Tie> ties_;
  PlainList<Tie> odd_merges_;
  PlainList<FlowObject> flow_objects_;
  bool infinite_ = false;
  Origin too_large_at_;  // the first alias that stood for too much
};

}  // namespace

bool ReadYaml(const Chunk& chunk, uint16_t source, Arena& arena, std::vector<Document>& documents, Problems& problems) {
  YamlReader reader(chunk, source, arena, problems);
  Document document;
  document.source = source;
  document.text = chunk.text;
  document.first_line = chunk.first_line;
  if (!reader.ReadDocument(document)) return false;
  // In a list, any item may be the one that lacks something.
  if (document.refused && document.root.Get("items").Present()) return false;
  if (!document.root.IsNull()) documents.push_back(std::move(document));
  return true;
}

}  // namespace agentrender

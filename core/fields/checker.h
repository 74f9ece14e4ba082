// The vocabulary of the rules: short checks on the fields of an object.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/nearest.h"
#include "core/base/text.h"
#include "core/model/problem.h"
#include "core/model/value.h"

namespace agentrender {

// What a text is expected to be; null when it is that (see formats/names.h).
using TextRule = const char* (*)(std::string_view);

// Checks fields of conformed objects and reports what is wrong under one code;
// names are reported as kBadName.
class Checker {
 public:
  Checker(Code code, Problems& problems) : code_(code), problems_(problems) {}

  Problems& problems() const { return problems_; }

  // Reports on a node.
  Problem& Refuse(const Value& node, std::string_view message) const;
  Problem& Refuse(const Value& node, Code code, std::string_view message) const;
  // Reports on a field: at its place, or at the object's when the field is not there.
  Problem& Refuse(const Value& object, const char* field, std::string_view message) const;
  Problem& Refuse(const Value& object, const char* field, Code code, std::string_view message) const;

  // The field must be there and not be empty. False when it is not.
  bool Required(const Value& object, const char* field) const;
  // The field must not be empty if it is there. False when it is absent or empty.
  bool NotEmpty(const Value& object, const char* field) const;
  // A text that is there and not empty must follow the rule.
  void Follows(const Value& object, const char* field, TextRule rule) const;
  // Required() and Follows().
  void Name(const Value& object, const char* field, TextRule rule) const;
  // A number that is there must be in the range.
  void Range(const Value& object, const char* field, int64_t least, int64_t most) const;
  // 0 to 0777.
  void Mode(const Value& object, const char* field) const;
  // A quantity that is there must not be negative.
  void NotNegative(const Value& object, const char* field) const;
  // A text that is there must be one of the words. False when it is none of them.
  bool OneOf(const Value& object, const char* field, std::initializer_list<const char*> words) const;

  // A path that is there must have no element `..`.
  void NoBacksteps(const Value& object, const char* field) const;
  // And be relative.
  void RelativePath(const Value& object, const char* field) const;
  // And not begin with `..` at all: a place in a volume's directory.
  void VolumePath(const Value& object, const char* field) const;

  // A LabelSelector; absent ones are fine.
  void LabelSelector(const Value& selector) const;
  // A key of a label.
  void LabelKey(const Value& object, const char* field) const;
  // The values of labels.
  void LabelValues(const Value& values) const;
  // In and NotIn need values, Exists and DoesNotExist take none.
  void OperatorValues(const Value& expression) const;

 private:
  Code code_;
  Problems& problems_;
};

// Whether a field is there and true.
bool IsTrue(const Value& object, const char* field);
// "a, b or c".
std::string Alternatives(std::initializer_list<const char*> words);

// The places of a Pod that environment variables and downwardAPI volumes can name.
enum class FieldPaths : uint8_t { kEnv, kVolume };
// An ObjectFieldSelector; absent ones are fine.
void CheckFieldRef(const Value& ref, FieldPaths paths, const Checker& check);
// A ResourceFieldSelector; absent ones are fine. A volume must name the container.
void CheckResourceFieldRef(const Value& ref, FieldPaths paths, const Checker& check);

// PersistentVolumeClaimSpec of an ephemeral volume.
void CheckClaimSpec(const Value& spec, const Checker& check);
// ProjectedVolumeSource.
void CheckProjected(const Value& projected, const Checker& check);
// The items of a Secret or ConfigMap in a volume; of a downwardAPI volume.
void CheckKeyItems(const Value& items, const Checker& check);
void CheckDownwardItems(const Value& items, const Checker& check);

}  // namespace agentrender

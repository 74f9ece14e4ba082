/* Reads the files named as arguments, each as it is and then with a few bytes changed, and prints a line for each reading:
   the file, the number of the change, and a hash of everything that libyaml says of it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { CHANGES = 24, MOST = 1 << 16, ROOM = 64 };

static uint64_t hash;
static void add_bytes(const void *bytes, size_t size) {
  const unsigned char *at = bytes;
  while (size-- != 0) hash = (hash ^ *at++) * 1099511628211u;
}
static void add_number(uint64_t number) { add_bytes(&number, sizeof number); }
static void add_text(const void *text, size_t size) {
  add_number(size);
  add_bytes(text, size);
}
static void add_string(const void *string) {
  if (string == NULL) add_number(UINT64_MAX);
  else add_text(string, strlen(string));
}
static void add_mark(const yaml_mark_t *mark) {
  add_number(mark->index);
  add_number(mark->line);
  add_number(mark->column);
}

static void add_directives(const yaml_event_t *event) {
  const yaml_tag_directive_t *tag = event->data.document_start.tag_directives.start;
  for (; tag != event->data.document_start.tag_directives.end; ++tag) {
    add_string(tag->handle);
    add_string(tag->prefix);
  }
}

static void add_event(const yaml_event_t *event) {
  add_number(event->type);
  add_mark(&event->start_mark);
  add_mark(&event->end_mark);
  if (event->type == YAML_DOCUMENT_START_EVENT) add_directives(event);
  if (event->type == YAML_ALIAS_EVENT) add_string(event->data.alias.anchor);
  if (event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT) {
    add_string(event->data.sequence_start.anchor);
    add_string(event->data.sequence_start.tag);
    add_number(event->data.sequence_start.style);
  }
  if (event->type == YAML_SCALAR_EVENT) {
    add_string(event->data.scalar.anchor);
    add_string(event->data.scalar.tag);
    add_text(event->data.scalar.value, event->data.scalar.length);
    add_number(event->data.scalar.style);
    add_number(event->data.scalar.plain_implicit);
  }
}

struct input {
  const char *text;
  size_t left;
  size_t step; /* given at once */
};
static int give(void *data, unsigned char *buffer, size_t size, size_t *count) {
  struct input *input = data;
  *count = input->left < input->step ? input->left : input->step;
  if (*count > size) *count = size;
  memcpy(buffer, input->text, *count);
  input->text += *count;
  input->left -= *count;
  return 1;
}

static void read_all(const char *text, size_t size, size_t step) {
  struct input input = {text, size, step};
  yaml_parser_t parser;
  yaml_event_t event;
  int done = 0;
  hash = 14695981039346656037u;
  yaml_parser_initialize(&parser);
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input(&parser, give, &input);
  while (!done && yaml_parser_parse(&parser, &event)) {
    add_event(&event);
    done = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  if (!done) {
    add_string(parser.problem);
    add_string(parser.context);
    add_mark(&parser.problem_mark);
    add_mark(&parser.context_mark);
    add_number(parser.problem_offset);
  }
  yaml_parser_delete(&parser);
}

static uint64_t state;
static size_t below(size_t limit) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (size_t)(state >> 33) % limit;
}

/* Puts a piece of YAML somewhere, in place of up to eight bytes. The text has room for it. */
static size_t change(char *text, size_t size) {
  static const char *const pieces[] = {"'", "\"", "!e!x", "!<tag:a_b-c>", "!a!b!c ", "&a.b-c ", "*a", "\r\n", "\r", "\xc2\x85",
    "\xe2\x80\xa8", "\xc3\xa9", "\xff", "\x01", ": ", "#", " #", "- ", ">-\n ", ">\n\n  a\n b\n", "|\n", "\t", "\n--- ", "\n...\n",
    "{", "}", "[", ",", "\\x41", "\\", "\n%TAG !e! tag:x,2000:\n---\n", "!!str ", "word-word_word ", "  \n  \n", "? ", "\xf0\x9f\x98\x80",
    "a-very-long-word-that-is-longer-than-the-first-64-bytes-of-a-text ", ""};
  const char *piece = pieces[below(sizeof pieces / sizeof *pieces)];
  const size_t length = strlen(piece);
  const size_t at = below(size + 1);
  size_t gone = below(9);
  if (gone > size - at) gone = size - at;
  memmove(text + at + length, text + at + gone, size - at - gone);
  memcpy(text + at, piece, length);
  return size + length - gone;
}

static void read_file(const char *name) {
  static const size_t steps[] = {MOST, 1, 7, 4096};
  static char original[MOST], text[MOST + CHANGES * ROOM * 4];
  FILE *file = fopen(name, "rb");
  const size_t size = file == NULL ? 0 : fread(original, 1, sizeof original, file);
  if (file == NULL || fclose(file) != 0) exit(1);
  for (int number = 0; number <= CHANGES; ++number) {
    size_t now = size;
    memcpy(text, original, size);
    for (int i = 0; i < (number + 5) / 6; ++i) now = change(text, now);
    read_all(text, now, steps[number % 4]);
    printf("%s, change %d: %016llx\n", name, number, (unsigned long long)hash);
  }
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; ++i) {
    state = (uint64_t)i;
    read_file(argv[i]);
  }
  return 0;
}

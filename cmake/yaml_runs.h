/* libyaml goes through a text character by character, with a dozen comparisons for each. What most texts are made of,
   words of ASCII, is taken in one go here, with the same result. cmake/dependencies.cmake puts this behind the macros
   of scanner.c and reader.c. */

#ifdef READ /* scanner.c */
typedef struct {
  yaml_char_t* pointer;
} place_t;

/* Nothing printable of ASCII but the blank is a blank, a break or NUL: one comparison for seven. */
static int is_graphic(yaml_char_t c) { return (yaml_char_t)(c - '!') <= '~' - '!'; }
static int is_break(yaml_char_t* pointer) {
  place_t at = {pointer};
  return !is_graphic(*pointer) && IS_BREAK(at);
}
#undef IS_BREAK_AT
#define IS_BREAK_AT(string, offset) is_break((string).pointer + (offset))
static int is_breakz(yaml_char_t* pointer) {
  place_t at = {pointer};
  return !is_graphic(*pointer) && IS_BREAKZ(at);
}
#undef IS_BREAKZ_AT
#define IS_BREAKZ_AT(string, offset) is_breakz((string).pointer + (offset))
static int is_blankz(yaml_char_t* pointer) {
  place_t at = {pointer};
  return !is_graphic(*pointer) && IS_BLANKZ(at);
}
#undef IS_BLANKZ_AT
#define IS_BLANKZ_AT(string, offset) is_blankz((string).pointer + (offset))

/* Breaks and blanks are kept apart until it is known what becomes of them. Most texts have none, and take no memory
   for them: such a string begins empty, and ends where it starts. */
#define STRING_INIT_EMPTY(string) ((string).start = (string).pointer = (string).end = (yaml_char_t*)"", 1)
static int extend(yaml_parser_t* parser, yaml_string_t* string) {
  if (string->start == string->end) return STRING_INIT(parser, *string, INITIAL_STRING_SIZE);
  return STRING_EXTEND(parser, *string);
}
#undef STRING_EXTEND
#define STRING_EXTEND(parser, string) ((string).pointer + 5 < (string).end || extend(parser, &(string)))
static void drop(yaml_string_t* string) {
  if (string->start != string->end) yaml_free(string->start);
}
#undef STRING_DEL
#define STRING_DEL(parser, string) drop(&(string))

static int is_word(yaml_char_t c) {
  return (yaml_char_t)((c | 0x20) - 'a') < 26 || (yaml_char_t)(c - '0') < 10 || c == '-' || c == '_';
}
/* Copies a character, and the rest of the word if it is of one: nothing that the scanner looks for ends within a word.
   The string keeps a NUL at its end. */
static int read_word(yaml_parser_t* parser, yaml_string_t* string) {
  const int in_word = is_word(*parser->buffer.pointer);
  size_t count = 0;
  size_t most;
  if (!READ(parser, *string)) return 0;
  if (!in_word) return 1;
  most = string->end - string->pointer - 1;
  if (parser->unread < most) most = parser->unread;
  for (; count < most && is_word(parser->buffer.pointer[count]); ++count) {
    string->pointer[count] = parser->buffer.pointer[count];
  }
  string->pointer += count;
  parser->buffer.pointer += count;
  parser->mark.index += count;
  parser->mark.column += count;
  parser->unread -= count;
  return 1;
}
#undef READ
#define READ(parser, string) read_word(parser, &(string))

#else /* reader.c */
/* Decodes what comes next of the raw buffer, as far as it is ASCII that can be printed. */
static void decode_ascii(yaml_parser_t* parser) {
  const unsigned char* from = parser->raw_buffer.pointer;
  const unsigned char* last = parser->raw_buffer.last;
  yaml_char_t* to = parser->buffer.last;
  size_t count;
  if (parser->encoding != YAML_UTF8_ENCODING) return;
  while (from != last && ((*from >= ' ' && *from <= '~') || *from == '\n')) *to++ = *from++;
  count = from - parser->raw_buffer.pointer;
  parser->raw_buffer.pointer += count;
  parser->buffer.last = to;
  parser->offset += count;
  parser->unread += count;
}
#endif

/* The macros that libyaml's scanner and parser are written with, as functions: the modules are a good 15 kB smaller
   with a call in each of their 350 places. cmake/dependencies.cmake puts this behind the macros; each function is made
   from the one it replaces. */
/* Both files. */
typedef struct {
  void* start;
  void* end;
  void* top;
} stack_t;
static int has_room(yaml_parser_t* parser, stack_t* stack) {
  if (stack->top != stack->end || yaml_stack_extend(&stack->start, &stack->top, &stack->end)) return 1;
  parser->error = YAML_MEMORY_ERROR;
  return 0;
}
#undef PUSH
#define PUSH(parser, stack, value) (has_room(parser, (stack_t*)&(stack)) ? (*((stack).top++) = value, 1) : 0)

#ifdef PEEK_TOKEN /* parser.c */
static yaml_token_t* peek_token(yaml_parser_t* parser) { return PEEK_TOKEN(parser); }
static void skip_token(yaml_parser_t* parser) { SKIP_TOKEN(parser); }
static void init_event(yaml_event_t* event, yaml_event_type_t type, const yaml_mark_t* start, const yaml_mark_t* end) {
  EVENT_INIT(*event, type, *start, *end);
}
#undef PEEK_TOKEN
#undef SKIP_TOKEN
#undef EVENT_INIT
#define PEEK_TOKEN(parser) peek_token(parser)
#define SKIP_TOKEN(parser) skip_token(parser)
#define EVENT_INIT(event, type, start, end) init_event(&(event), type, &(start), &(end))

#else /* scanner.c */
static void init_token(yaml_token_t* token, yaml_token_type_t type, const yaml_mark_t* start, const yaml_mark_t* end) {
  TOKEN_INIT(*token, type, *start, *end);
}
static int enqueue(yaml_parser_t* parser, const yaml_token_t* token) { return ENQUEUE(parser, parser->tokens, *token); }
#undef TOKEN_INIT
#undef ENQUEUE
#define TOKEN_INIT(token, type, start, end) init_token(&(token), type, &(start), &(end))
#define ENQUEUE(parser, queue, token) enqueue(parser, &(token))

static int is_alpha(yaml_char_t* pointer) {
  place_t at = {pointer};
  return IS_ALPHA(at);
}
static int is_blank(yaml_char_t* pointer) {
  place_t at = {pointer};
  return IS_BLANK(at);
}
#undef IS_BLANK_AT
#define IS_BLANK_AT(string, offset) is_blank((string).pointer + (offset))
static int cache(yaml_parser_t* parser, size_t length) { return CACHE(parser, length); }
static void skip(yaml_parser_t* parser) { SKIP(parser); }
static void skip_line(yaml_parser_t* parser) { SKIP_LINE(parser); }
static int read_line(yaml_parser_t* parser, yaml_string_t* string) { return READ_LINE(parser, *string); }
static int init(yaml_parser_t* parser, yaml_string_t* string) {
  return STRING_INIT(parser, *string, INITIAL_STRING_SIZE);
}
static void clear(yaml_string_t* string) { CLEAR(parser, *string); }
static int join(yaml_parser_t* parser, yaml_string_t* a, yaml_string_t* b) { return JOIN(parser, *a, *b); }

#undef IS_ALPHA_AT
#undef CACHE
#undef SKIP
#undef SKIP_LINE
#undef READ_LINE
#undef STRING_INIT
#undef CLEAR
#undef JOIN
#define IS_ALPHA_AT(string, offset) is_alpha((string).pointer + (offset))
#define CACHE(parser, length) cache(parser, length)
#define SKIP(parser) skip(parser)
#define SKIP_LINE(parser) skip_line(parser)
#define READ_LINE(parser, string) read_line(parser, &(string))
#define STRING_INIT(parser, string, size) init(parser, &(string))
#define CLEAR(parser, string) clear(&(string))
#define JOIN(parser, a, b) join(parser, &(a), &(b))
#endif

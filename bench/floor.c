/* What libyaml alone costs: `floor scan` reads stdin as events; `floor copy` also emits them again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

int main(int argc, char **argv) {
  const int copy = argc > 1 && strcmp(argv[1], "copy") == 0;
  yaml_parser_t parser;
  yaml_emitter_t emitter;
  yaml_event_t event;
  int done = 0;
  if (!yaml_parser_initialize(&parser) || !yaml_emitter_initialize(&emitter)) return 1;
  yaml_parser_set_input_file(&parser, stdin);
  yaml_emitter_set_output_file(&emitter, stdout);
  while (!done) {
    if (!yaml_parser_parse(&parser, &event)) return 1;
    done = event.type == YAML_STREAM_END_EVENT;
    if (!copy) {
      yaml_event_delete(&event);
    } else if (!yaml_emitter_emit(&emitter, &event)) {
      return 1;
    }
  }
  yaml_emitter_delete(&emitter);
  yaml_parser_delete(&parser);
  return 0;
}

package agentrender

import (
	"strings"
	"unicode/utf8"
)

// Bytes that are not UTF-8 cannot be in a request, which is JSON: encoding/json would put U+FFFD in their place, and the
// module could not tell. So it gets the text as far as the first of them, with a control character there, which it
// refuses at the same place, and what it then says is put right: the findings are those of the command line.

const forbidden = "\x01"

// untilNotUTF8 is the text for the module, and whether it differs.
func untilNotUTF8(text string) (string, bool) {
	if utf8.ValidString(text) {
		return text, false
	}
	for place, r := range text {
		if r != utf8.RuneError {
			continue
		}
		if _, size := utf8.DecodeRuneInString(text[place:]); size == 1 {
			return text[:place] + forbidden, true
		}
	}
	return text, false
}

// sayNotUTF8 puts right what the module said of the control characters.
func sayNotUTF8(problems []Problem, sources []Source) {
	if len(problems) == 0 {
		return // a text that is not UTF-8 has one
	}
	for _, source := range sources {
		text, differs := untilNotUTF8(source.Text)
		if !differs {
			continue
		}
		before := strings.TrimSuffix(strings.TrimPrefix(text, "\ufeff"), forbidden)
		line := strings.LastIndexByte(before, '\n') + 1
		for i := range problems {
			p := &problems[i]
			if p.File == source.Name && p.Line == strings.Count(before, "\n")+1 && p.Column == utf8.RuneCountInString(before[line:])+1 {
				p.Code, p.Message, p.Hint = "AR0107", "not a YAML text: not UTF-8", "save the file as UTF-8"
			}
		}
	}
}

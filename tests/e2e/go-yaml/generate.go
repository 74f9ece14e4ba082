// Texts of YAML that are unlike what people write and like what readers differ on: streams of resources whose data are
// put together from odd scalars, styles, tags, anchors, comments, breaks and markers. The same number gives the same text.
package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

type generator struct {
	*rand.Rand
	anchors int
	tame    bool // nothing that a reader refuses
}

func newGenerator(number uint64) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(18, number))}
}

func (g *generator) pick(words []string) string { return words[g.IntN(len(words))] }
func (g *generator) chance(percent int) bool    { return g.IntN(100) < percent }

var plain = []string{"a", "hello world", "y", "Y", "n", "N", "yes", "No", "on", "OFF", "true", "False", "TRUE", "null", "~", "Null", "",
	"NaN", ".nan", ".inf", "-.INF", "+.inf", "inf", "0", "-0", "-0.0", "00", "0755", "08", "0o17", "0o8", "0x1F", "0xfg", "0b101", "0b2",
	"-0x10", "+5", "1_000", "1__0", "_1", "1_", "0x_1", "0b-1", "-0b11", "1.5", "1.", ".5", "1e3", "1E+5", "1e400", "1.10", "1_0.5",
	"12e03", "1e-400", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
	"-9223372036854775808", "-9223372036854775809", "0xFFFFFFFFFFFFFFFF", "0x7fffffffffffffff", "99999999999999999999",
	"123456789.123456789", "12345678901234567.0", "0.1", "1:30", "190:20:30.5", "2026-03-14", "2026-03-14T10:00:00Z", "<<", "=", "- a",
	"-a", "?a", ":a", "a:b", "a: b", "a #b", "a#b", "*", "&", "!", "%a", "@a", "`a", "[a", "{a", "a]", "---", "...", "a\tb", "é", "日本",
	"\U0001F600", "a\u00a0b", "a\u0085b", "a\u2028b", "\ufeffa", "a\x07b", "a\x7fb", "back\\slash", "it's", "\"q\"", "a,b", "a}", "--- a"}

var escapes = []string{"\\n", "\\t", "\\\"", "\\\\", "\\/", "\\\\/", "\\x41", "\\u00e9", "\\U0001F600", "\\ud83d\\ude00", "\\0", "\\e", "\\_", "\\N",
	"\\L", "\\'", "\\q", "\\ ", "\\\n    ", "a", "b c", "'", ": ", " #", "\u0085", "{", "\t", "\n    ", "\n\n    ", "é"}

var keys = []string{"a", "b", "c", "key", "n", "y", "on", "No", "1", "0x1F", "010", "1.5", "1e3", "1e6", "-0.0", ".inf", "~", "null", "true", "a b", "\"q\"", "'s'",
	"\"\\/\"", "<<", "=", "é", "---a", "-a", "?", "18446744073709551615", "2026-03-14", "*x", "&k k", "!!str 5", "? d"}

var tags = []string{"!!str ", "!!int ", "!!float ", "!!bool ", "!!null ", "! ", "!!binary ", "!!map ", "!!seq ", "!foo ", "!!timestamp ", "!!set "}

var tameKeys = []string{"a", "n", "on", "1", "0x1F", "1.5", "\"q\"", "é", "2026-03-14"}

var tameScalars = []string{"hello world", "'it''s'", "\"a\\nb é\"", "0755", "1.10", "yes", "~", "2026-03-14", "a:b", "'*x'", "0x1F", "\"a\n\n      b\"", "a #b", "é 'x", "---"}

func (g *generator) number() string {
	digits := func(set string, most int) string {
		var text strings.Builder
		for range 1 + g.IntN(most) {
			text.WriteByte(set[g.IntN(len(set))])
		}
		return text.String()
	}
	sign := g.pick([]string{"", "", "", "-", "+"})
	switch g.IntN(7) {
	case 0:
		return sign + digits("0123456789", 22)
	case 1:
		return sign + "0x" + digits("0123456789abcdefF_", 18)
	case 2:
		return sign + "0" + g.pick([]string{"", "o"}) + digits("01234567_8", 24)
	case 3:
		return sign + "0b" + digits("01_", 66)
	case 4:
		return sign + digits("0123456789_", 20) + "." + digits("0123456789", 20)
	case 5:
		return sign + digits("0123456789", 5) + "." + digits("0123456789", 5) + g.pick([]string{"e", "E"}) + g.pick([]string{"", "+", "-"}) + digits("0123456789", 3)
	}
	return sign + digits("123456789", 1) + digits("0123456789_", 21)
}

func (g *generator) tameFlow() string {
	return g.pick([]string{"a", "1", "'x, y'", "\"a\\tb\"", "y", "1.5", "null", "0x1F", "a b", "*f", "*x", "*y", "1e3", "é", "\"é # *x\"", "\"a\n   b\""})
}

func (g *generator) quoted(indent int) string {
	var text strings.Builder
	text.WriteByte('"')
	for range g.IntN(5) {
		text.WriteString(strings.ReplaceAll(g.pick(escapes), "\n    ", "\n"+strings.Repeat(" ", indent+2)))
	}
	text.WriteByte('"')
	return text.String()
}

func (g *generator) block(indent int) string {
	var text strings.Builder
	text.WriteString(g.pick([]string{"|", ">"}))
	own := 1 + g.IntN(3)
	explicit := g.chance(20)
	head := g.pick([]string{"", "", "-", "+"})
	if explicit {
		head = g.pick([]string{fmt.Sprint(own) + head, head + fmt.Sprint(own)})
	}
	text.WriteString(head + g.pick([]string{"", "", " # comment", " "}) + "\n")
	for range g.IntN(5) {
		line := g.pick([]string{"hello", "# no comment", "", "", "  deeper", "a: b", "\ttab", "'", "trailing ", "---", "%a", "- x", "a\\/b", "é", "   "})
		if line == "" && g.chance(50) {
			text.WriteString("\n")
			continue
		}
		text.WriteString(strings.Repeat(" ", indent+own) + line + "\n")
	}
	return strings.TrimSuffix(text.String(), "\n")
}

func (g *generator) flow(depth int) string {
	switch {
	case g.tame && (depth > 2 || g.chance(50)):
		return g.tameFlow()
	case depth > 2 || g.chance(50):
		return g.pick([]string{"a", "1", "'x'", "\"\\/\"", "y", "1.5", "null", "", "\"a\\tb\"", "0x1F", "a b", "&f a", "*f", "1e3", ".inf", "18446744073709551615"})
	case g.chance(50):
		var items []string
		for range g.IntN(4) {
			items = append(items, g.flow(depth+1))
		}
		return "[" + strings.Join(items, g.pick([]string{",", ", ", " ,\n      ", ", # c\n      "})) + g.pick([]string{"", ",", " "}) + "]"
	}
	var items []string
	for i := range g.IntN(4) {
		items = append(items, g.pick([]string{fmt.Sprintf("k%d: ", i), fmt.Sprintf("\"k%d\":", i), "n: ", "on: ", fmt.Sprintf("k%d", i), "1: ", "? k: "})+g.flow(depth+1))
	}
	return "{" + strings.Join(items, g.pick([]string{",", ", ", ",\n      "})) + "}"
}

func (g *generator) scalar(indent int) string {
	if g.tame && g.chance(70) {
		return g.pick(tameScalars)
	} else if g.tame {
		return g.block(indent)
	}
	switch g.IntN(10) {
	case 0, 1:
		return g.number()
	case 2, 3:
		return g.quoted(indent)
	case 4:
		return "'" + strings.ReplaceAll(g.pick(plain), "'", "''") + "'"
	case 5, 6:
		return g.block(indent)
	}
	return g.pick(plain)
}

func (g *generator) properties() string {
	var text string
	if g.chance(8) && !g.tame {
		text += g.pick(tags)
	}
	if g.chance(10) {
		g.anchors++
		text += g.pick([]string{"&x ", "&y ", "&f "})
	}
	return text
}

// What stands behind `key:` or `-`, without the line break at its end.
func (g *generator) node(indent, depth int) string {
	space := strings.Repeat(" ", indent)
	switch roll := g.IntN(20); {
	case roll == 0 && g.anchors > 0:
		return " " + g.pick([]string{"*x", "*y", "*f"})
	case roll < 3:
		return " " + g.properties() + g.flow(0)
	case roll < 6 && depth < 3:
		text := strings.TrimSuffix(" "+g.properties(), " ")
		for range 1 + g.IntN(3) {
			text += "\n" + space + "-" + g.node(indent+2, depth+1)
		}
		return text
	case roll < 10 && depth < 3:
		text := strings.TrimSuffix(" "+g.properties(), " ")
		for _, line := range g.entries(indent+2, depth+1) {
			text += "\n" + line
		}
		return text
	}
	return g.pick([]string{" ", " ", " ", "  ", "\t"}) + g.properties() + g.scalar(indent)
}

func (g *generator) entries(indent, depth int) []string {
	var lines []string
	space := strings.Repeat(" ", indent)
	for i := range 1 + g.IntN(3) {
		key := fmt.Sprintf("k%d", i)
		if g.chance(35) {
			key = g.pick(keys)
			if g.tame {
				key = tameKeys[(i*3+g.IntN(3))%len(tameKeys)]
			}
		}
		if g.chance(10) {
			lines = append(lines, space+"# comment: 'odd")
		}
		line := space + key + ":" + g.node(indent, depth)
		if g.chance(5) {
			line += " # behind"
		}
		lines = append(lines, line)
	}
	if g.chance(6) && g.anchors > 0 && !g.tame {
		lines = append(lines, space+"<<: "+g.pick([]string{"*x", "[*x, *y]", "{m: 1}"}))
	}
	return lines
}

func (g *generator) document(number int) string {
	g.anchors = 0
	if g.chance(12) {
		return fmt.Sprintf("{\"apiVersion\": \"v1\", \"kind\": \"Odd\",%s\"metadata\": {\"name\": \"j%d\"}, \"data\"%s: {\"a\": %s, \"b\": %s}}\n",
			g.pick([]string{" ", "\n", "\n\t"}), number, g.pick([]string{"", " ", "\n"}), g.pick([]string{"\"\\/\"", "\"\\ud83d\\ude00\"", "-0",
				"\"a\u0085b\"", "\"\u007f\"", "18446744073709551615", "1E5", "12345678901234567890123", "\"\\u0000\"", "[]", "\"\\b\\f\""}),
			g.pick([]string{"1", "\"x\"", "null", "{}", "[1,\n 2]", "\"\ufeff\"", "\"\\u2028\""}))
	}
	text := fmt.Sprintf("apiVersion: v1\nkind: Odd\nmetadata:\n  name: d%d\n", number)
	if g.chance(50) {
		text += "data:" + g.node(2, 0) + "\n"
	} else {
		text += strings.Join(g.entries(0, 0), "\n") + "\n"
	}
	return text
}

// An item in flow style; aliases may name what stands in items before it.
func (g *generator) flowItem(number int) string {
	gap := func() string { return g.pick([]string{" ", " ", "\n    ", " # c\n ", "\n"}) }
	return fmt.Sprintf("%s{apiVersion: v1,%skind: Odd, metadata: {name: f%d},%sdata: {a: %s,%sb: %s%s}}", g.pick([]string{"", "", "&z "}), gap(), number, gap(),
		g.flow(0), gap(), g.flow(0), g.pick([]string{"", "", ", <<: {n: 1}", ", c: *x", ", c: &y [a, é]", ", d: \"é *x\", c: *x"}))
}

// A List, in block or flow style, with anchors that other items name, and comments around them.
func (g *generator) list() string {
	text := "apiVersion: v1\nkind: List\nx: &x " + g.pick([]string{"a", "{m: 1}", "[a, 'b, c']", "\"a\\nb\"", "0x1F", "\n  m: |\n    two\n    lines\n  n: 1", "~", "{n: {on: 1.10}}"}) +
		"\ny: &y " + g.pick([]string{"b", "{k1: 2}", "\n- y\n- é: 010", "'1'"}) + "\nf: &f [1]\n"
	g.anchors = 3
	g.tame = g.chance(60)
	comment := func(space string) string { return g.pick([]string{"", "", space + "# comment: 'odd\n", "\n"}) }
	if g.chance(40) {
		var items []string
		for i := range 1 + g.IntN(4) {
			items = append(items, comment("  ")+g.pick([]string{"  ", "", "    "})+g.flowItem(i))
		}
		return text + "items: [\n" + strings.Join(items, ","+g.pick([]string{"\n", " # behind\n"})) + g.pick([]string{"", ",", " # end"}) + "\n  ]\n"
	}
	text += "items:\n"
	for i := range 1 + g.IntN(4) {
		text += comment("")
		if g.chance(20) {
			text += "- " + g.flowItem(i) + g.pick([]string{"", " # behind"}) + "\n"
			continue
		}
		lines := strings.Join(append([]string{"  apiVersion: v1", "  kind: Odd", fmt.Sprintf("  metadata: {name: d%d}", i)}, g.entries(2, 0)...), "\n")
		text += g.pick([]string{"- ", "- ", "-\n  ", "- # dash\n  ", "- &z\n  "}) + lines[2:] + "\n"
	}
	return text
}

// The text with a number of so many: the first two thirds are streams, the others Lists.
func text(number, count int) string {
	g := newGenerator(uint64(number))
	if number >= count/3*2 {
		return g.list()
	}
	return g.stream()
}

func (g *generator) stream() string {
	text := g.pick([]string{"", "", "", "", "", "", "\ufeff", "# head\n", "\n", "%YAML 1.1\n---\n", "%YAML 1.2\n---\n", "%TAG !e! tag:e,2000:\n---\n", "# c\n%YAML 1.1\n---\n", "---\n"})
	last := ""
	for i := range 1 + g.IntN(3) {
		if i > 0 {
			text += g.pick([]string{"---\n", "---\n", "---\n", "--- # next\n", "...\n---\n", "...\n", "---\n# c\n", "---\n---\n", "---\t\n", "... # end\n%YAML 1.1\n---\n", "---\n\ufeff", "--- "})
		}
		last = g.document(i)
		text += last
	}
	switch g.IntN(12) {
	case 0, 1, 2:
		text = strings.TrimSuffix(text, "\n")
	case 3:
		text += "...\n"
	case 4:
		text += "\n\n"
	case 5:
		if last[0] != '{' { // JSON with a comment is none, and kubectl tries JSON first
			text += "# tail"
		}
	case 6:
		text += "---"
	}
	if g.chance(10) {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

"""What is known to be otherwise: tables of tab-separated rows in known/, the last column saying why. A difference that no
row has fails the test, and so does a row that nothing matches any more."""
import csv
import os

import tools
from checks import check


def covers(pattern, text):
    return pattern in ("*", text) or (pattern.endswith(".*") and text.startswith(pattern[:-1]))


class Listed:
    """Rows of known/NAME.tsv. `*` in a column stands for anything, `FIELD.*` for what lies in a field; but the last column
    before the reason, and those that are `named`, must say what they are about."""

    def __init__(self, name, named=()):
        self.name = name
        with open(os.path.join(tools.HERE, "known", name + ".tsv"), newline="") as f:
            lines = [line for line in f if line.strip() and not line.startswith("#")]
        self.rows = [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
        self.used = set()
        check(f"known/{name}.tsv: each row says why", ["\t".join(row) for row in self.rows if not row[-1].strip()])
        check(f"known/{name}.tsv: each row says of what", ["\t".join(row) for row in self.rows
                                                          if any(row[n].strip() in ("", "*") for n in (-2, *named))])

    def has(self, *columns):
        """Is this difference in the table? The last column is searched for the row's text."""
        for number, (*row, _) in enumerate(self.rows):
            if len(row) == len(columns) and all(
                    covers(a, b) for a, b in zip(row[:-1], columns)) and row[-1] in columns[-1]:
                self.used.add(number)
                return True
        return False

    def column(self, number, first):
        """What stands in a column of the rows that begin with `first`."""
        return {row[number] for row in self.rows if row[0] == first}

    def unused(self):
        return [row for number, row in enumerate(self.rows) if number not in self.used]

    def finish(self):
        check(f"known/{self.name}.tsv: {len(self.rows)} rows, each still holds",
              ["holds no more: " + "  ".join(row) for row in self.unused()])

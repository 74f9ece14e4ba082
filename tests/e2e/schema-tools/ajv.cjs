// node ajv.cjs AJV SCHEMA [FOLDER]: prints the names of the files in FOLDER that ajv takes, as a JSON list. In its strict mode
// ajv throws where a keyword stands without the type that it is about, or a choice of types.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const [ajv, schema, folder] = process.argv.slice(2);
const Ajv = require(ajv);
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const fits = new Ajv({ strict: true }).compile(read(schema));
const names = folder === undefined ? [] : readdirSync(folder);
console.log(JSON.stringify(names.filter((name) => fits(read(path.join(folder, name))))));

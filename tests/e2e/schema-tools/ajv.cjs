// node ajv.cjs AJV SCHEMA FOLDER: prints the names of the files in FOLDER that ajv takes, as a JSON list.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const [ajv, schema, folder] = process.argv.slice(2);
const Ajv = require(ajv);
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
// Its strict mode logs what it thinks could be a slip; what it refuses it throws.
const fits = new Ajv({ logger: false }).compile(read(schema));
console.log(JSON.stringify(readdirSync(folder).filter((name) => fits(read(path.join(folder, name))))));

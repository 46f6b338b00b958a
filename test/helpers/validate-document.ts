import {readFileSync} from 'node:fs';
import addFormats from 'ajv-formats';
import {Ajv2020} from 'ajv/dist/2020.js';

const ajv = new Ajv2020({strict: true, strictTypes: false});
addFormats.default(ajv);
const check = ajv.compile(JSON.parse(readFileSync('schema/status.schema.json', 'utf8')) as object);

/** What the committed schema has against a document; nothing when it is valid. */
export function schemaErrors(document: unknown): readonly unknown[] {
	return check(document) ? [] : (check.errors ?? []);
}

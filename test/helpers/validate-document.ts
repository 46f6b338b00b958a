import {readFileSync} from 'node:fs';
import addFormats from 'ajv-formats';
import {Ajv2020} from 'ajv/dist/2020.js';

const ajv = new Ajv2020({strict: true, strictTypes: false});
addFormats.default(ajv);
const check = compiled('schema/status.schema.json');
const checkJob = compiled('schema/job.schema.json');
const checkDeed = compiled('schema/deed.schema.json');
const checkModels = compiled('schema/models.schema.json');
const checkAnswer = compiled('schema/answer.schema.json');
const checkVerify = compiled('schema/verify.schema.json');
const checkLog = compiled('schema/log.schema.json');

/** What the committed schema has against a document; nothing when it is valid. */
export function schemaErrors(document: unknown): readonly unknown[] {
	return check(document) ? [] : (check.errors ?? []);
}

/** The same of what `jobs show`, `why` and the changes print. */
export function jobSchemaErrors(document: unknown): readonly unknown[] {
	return checkJob(document) ? [] : (checkJob.errors ?? []);
}

/** The same of an object that what changes models prints. */
export function deedSchemaErrors(object: unknown): readonly unknown[] {
	return checkDeed(object) ? [] : (checkDeed.errors ?? []);
}

/** The same of what `models show`, `fit` and `sync` print. */
export function modelsSchemaErrors(document: unknown): readonly unknown[] {
	return checkModels(document) ? [] : (checkModels.errors ?? []);
}

/** The same of what `chat` prints. */
export function answerSchemaErrors(document: unknown): readonly unknown[] {
	return checkAnswer(document) ? [] : (checkAnswer.errors ?? []);
}

/** The same of what `chat verify` prints. */
export function verifySchemaErrors(document: unknown): readonly unknown[] {
	return checkVerify(document) ? [] : (checkVerify.errors ?? []);
}

/** The same of an object that `jobs logs` prints. */
export function logSchemaErrors(object: unknown): readonly unknown[] {
	return checkLog(object) ? [] : (checkLog.errors ?? []);
}

function compiled(file: string) {
	return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}

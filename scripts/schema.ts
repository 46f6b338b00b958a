/** Writes the JSON Schemas in schema/ from the zod schemas; with `--check` only says whether they are stale. */
import {readFile, writeFile} from 'node:fs/promises';
import * as z from 'zod';
import {answerSchema} from '../source/parsers/answer-schema.ts';
import {configJsonSchema} from '../source/parsers/config-json-schema.ts';
import {deedSchema} from '../source/parsers/deed-schema.ts';
import {jobSchema} from '../source/parsers/job-schema.ts';
import {logSchema} from '../source/parsers/log-schema.ts';
import {modelsSchema} from '../source/parsers/models-schema.ts';
import {statusSchema} from '../source/parsers/status-schema.ts';
import {verifySchema} from '../source/parsers/verify-schema.ts';

const schemas: ReadonlyArray<{readonly file: string; readonly schema: object}> = [
	{file: 'schema/config.schema.json', schema: configJsonSchema()},
	{
		file: 'schema/status.schema.json',
		schema: z.toJSONSchema(statusSchema, {target: 'draft-2020-12'}),
	},
	{
		file: 'schema/job.schema.json',
		schema: z.toJSONSchema(jobSchema, {target: 'draft-2020-12'}),
	},
	{
		file: 'schema/answer.schema.json',
		schema: z.toJSONSchema(answerSchema, {target: 'draft-2020-12'}),
	},
	{
		file: 'schema/models.schema.json',
		schema: z.toJSONSchema(modelsSchema, {target: 'draft-2020-12'}),
	},
	{
		file: 'schema/deed.schema.json',
		schema: z.toJSONSchema(deedSchema, {target: 'draft-2020-12'}),
	},
	{
		file: 'schema/log.schema.json',
		schema: z.toJSONSchema(logSchema, {target: 'draft-2020-12'}),
	},
	{
		file: 'schema/verify.schema.json',
		schema: z.toJSONSchema(verifySchema, {target: 'draft-2020-12'}),
	},
];

const isCheck = process.argv.includes('--check');
for (const {file, schema} of schemas) {
	const text = `${JSON.stringify(schema, null, '\t')}\n`;
	const old = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'ENOENT') {
			throw error;
		}

		return '';
	});
	if (old === text) {
		continue;
	}

	if (isCheck) {
		console.error(`${file} is stale: run npm run schema`);
		process.exitCode = 1;
	} else {
		await writeFile(file, text);
		console.log(`wrote ${file}`);
	}
}

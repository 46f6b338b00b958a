import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {type AuditEntry, appendAudit, verifyAudit} from '../../source/transport/audit-log.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const child = join(import.meta.dirname, '../helpers/children/append-audit.ts');
const entry: AuditEntry = {
	wallMs: 1_700_000_000_000,
	who: 'alice',
	what: 'cancelJob',
	target: 'login:4711',
	argv: ['scancel', '4711'],
	result: 'done',
};

describe('the audit log', () => {
	test('is a line for each action, of mode 0600', async () => {
		const directory = temporaryDirectory();
		expect(await appendAudit(directory, entry)).toEqual({ok: true, value: undefined});
		const path = join(directory, 'audit.jsonl');
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
			at: '2023-11-14T22:13:20.000Z',
			who: 'alice',
			what: 'cancelJob',
			target: 'login:4711',
			argv: ['scancel', '4711'],
			result: 'done',
			after: 0,
		});
	});

	test('keeps one line for one action and shows nothing raw, whatever the fields hold', async () => {
		const directory = temporaryDirectory();
		const texts = hostileCorpus.map(({text}) => text.slice(0, 300));
		for (const text of texts) {
			await appendAudit(directory, {...entry, target: text, argv: [text], result: text});
		}

		const log = readLog(directory);
		expect(log).toMatch(/^[ -~\n]*$/);
		expect(log.split('\n')).toHaveLength(texts.length + 1);
		expect(verifyAudit(log)).toEqual({records: texts.length, problems: []});
		expect(
			log
				.trimEnd()
				.split('\n')
				.map(line => JSON.parse(line).result),
		).toEqual(texts);
	});

	test('is whole after two processes wrote 1,000 records each at once', async () => {
		const directory = temporaryDirectory();
		const exits = await Promise.all(['a', 'b'].map(name => append(directory, name)));
		expect(exits).toEqual([0, 0]);
		const log = readLog(directory);
		expect(verifyAudit(log)).toEqual({records: 2000, problems: []});
		expect(new Set(log.split('\n').map(line => line.slice(0, 80))).size).toBe(2001);
		expect(log.slice(0, log.length / 2)).toContain('"who":"b"');
		expect(log.slice(log.length / 2)).toContain('"who":"a"');
	});

	test('names the first line after one that was altered, removed, moved or put in', async () => {
		const lines = await fiveLines();
		const [first = '', second = '', third = ''] = lines;
		const altered = second.replace('alice', 'mallo');
		const homograph = second.replace('alice', '\u0161lice');
		for (const [damaged, line] of [
			[[first, altered, ...lines.slice(2)], 3],
			[[first, homograph, ...lines.slice(2)], 3],
			[[first, ...lines.slice(2)], 2],
			[[first, third, second, ...lines.slice(3)], 2],
			[[first, first, ...lines.slice(1)], 4],
		] as const) {
			expect(verifyAudit(`${damaged.join('\n')}\n`).problems).toContainEqual({
				line,
				problem: 'altered',
			});
		}
	});

	test('goes on after a line that a crash tore, at any byte', async () => {
		const lines = await fiveLines();
		const [first = '', second = ''] = lines;
		for (let length = 1; length < second.length; length += 7) {
			const directory = temporaryDirectory();
			const torn = `${first}\n${second.slice(0, length)}`;
			writeFileSync(join(directory, 'audit.jsonl'), torn);
			expect(verifyAudit(torn)).toEqual({records: 1, problems: [{line: 2, problem: 'torn'}]});
			await appendAudit(directory, entry);
			await appendAudit(directory, entry);
			expect(verifyAudit(readLog(directory))).toEqual({
				records: 3,
				problems: [{line: 2, problem: 'torn'}],
			});
		}
	});

	test('carries the chain on from its tail when it is long', async () => {
		const directory = temporaryDirectory();
		for (let index = 0; index < 40; index += 1) {
			await appendAudit(directory, {...entry, result: 'x'.repeat(30_000)});
		}

		expect(verifyAudit(readLog(directory))).toEqual({records: 40, problems: []});
	});

	test('refuses a record that is too long, and a link in its place', async () => {
		const directory = temporaryDirectory();
		const long = await appendAudit(directory, {...entry, result: '\u0000'.repeat(10_000)});
		expect(long).toMatchObject({failure: {kind: 'tooLarge'}});
		const other = temporaryDirectory();
		const victim = join(directory, 'victim');
		writeFileSync(victim, 'precious');
		symlinkSync(victim, join(other, 'audit.jsonl'));
		expect(await appendAudit(other, entry)).toMatchObject({failure: {kind: 'denied'}});
		expect(readFileSync(victim, 'utf8')).toBe('precious');
	});

	test('that is empty is whole', () => {
		expect(verifyAudit('')).toEqual({records: 0, problems: []});
	});

	test('reports a missing directory', async () => {
		const result = await appendAudit(join(temporaryDirectory(), 'none'), entry);
		expect(result).toMatchObject({failure: {kind: 'missing'}});
	});
});

async function fiveLines(): Promise<readonly string[]> {
	const directory = temporaryDirectory();
	for (let index = 0; index < 5; index += 1) {
		await appendAudit(directory, {...entry, target: `login:${index}`});
	}

	return readLog(directory).trimEnd().split('\n');
}

async function append(directory: string, name: string): Promise<number | null> {
	const [exitCode] = await once(spawn(process.execPath, [child, directory, name, '1000']), 'exit');
	return exitCode;
}

function readLog(directory: string): string {
	return readFileSync(join(directory, 'audit.jsonl'), 'utf8');
}

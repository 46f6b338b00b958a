import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {constants} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import {join} from 'node:path';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';
import {readTextFile} from './read-text-file.ts';

/** One action that changed something outside. Nothing secret may be in it. */
export type AuditEntry = {
	/** Milliseconds since 1970. */
	readonly wallMs: number;
	readonly who: string;
	/** `cancelJob`, `pullModel` */
	readonly what: string;
	readonly target: string;
	readonly argv: readonly string[];
	/** `done`, or what went wrong. */
	readonly result: string;
};

export type AuditProblem = {
	/** Counts from 1. */
	readonly line: number;
	/** `altered`: something before this line is not what it was when the line was written. `torn`: no whole record. */
	readonly problem: 'altered' | 'torn';
};

export type AuditReport = {readonly records: number; readonly problems: readonly AuditProblem[]};

const fileName = 'audit.jsonl';
const mostLogBytes = 2 ** 28;
const longestLineBytes = 32_768;
/** Holds the last records whatever their length, also when others were added meanwhile. */
const tailBytes = 16 * longestLineBytes;
const genesis = sha256('');

/**
 * Adds one line to `audit.jsonl` in the state directory and flushes it.
 *
 * Each line vouches for all lines before the byte `after` with their chained sha256: chain = sha256(chain before the
 * line + line). No lock is needed: two processes that append at once vouch for the same lines, and the next line
 * vouches for both. What nobody vouches for yet, the newest lines, can be cut off unseen.
 */
export async function appendAudit(directory: string, entry: AuditEntry): Promise<Result<void>> {
	const path = join(directory, fileName);
	try {
		const {O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW} = constants;
		const file = await open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
		try {
			return await appendTo(file, entry, path);
		} finally {
			await file.close();
		}
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}

/** Reads and checks the log of a state directory; one that was never written has no records. */
export async function readAudit(directory: string): Promise<Result<AuditReport>> {
	const text = await readTextFile(join(directory, fileName), mostLogBytes);
	if (text.ok) {
		return succeeded(verifyAudit(text.value));
	}

	return text.failure.kind === 'missing' ? succeeded({records: 0, problems: []}) : text;
}

/** Checks the chain of a whole log. Of altered lines it names the first witness, since all later ones disagree too. */
export function verifyAudit(text: string): AuditReport {
	const problems: AuditProblem[] = [];
	const chains = new Map([[0, genesis]]);
	let chain = genesis;
	let offset = 0;
	let records = 0;
	let isAltered = false;
	for (const [index, line] of text.split('\n').entries()) {
		const isWhole = offset + line.length < text.length;
		const link = isWhole ? linkOf(line) : undefined;
		records += link === undefined ? 0 : 1;
		if (link === undefined && line !== '') {
			problems.push({line: index + 1, problem: 'torn'});
		}

		if (link !== undefined && !isAltered && chains.get(link.after) !== link.chain) {
			isAltered = true;
			problems.push({line: index + 1, problem: 'altered'});
		}

		chain = sha256(chain + line);
		offset += line.length + 1;
		chains.set(offset, chain);
	}

	return {records, problems};
}

async function appendTo(file: FileHandle, entry: AuditEntry, path: string): Promise<Result<void>> {
	const tail = await readTail(file);
	const line = lineOf(entry, linkAt(tail));
	if (line.length > longestLineBytes) {
		return failed({kind: 'tooLarge', where: path, limitBytes: longestLineBytes});
	}

	// A line that a crash or a full disk tore is left as it is, and ended.
	const isTorn = tail.text !== '' && !tail.text.endsWith('\n');
	const bytes = Buffer.from(`${isTorn ? '\n' : ''}${line}\n`, 'latin1');
	const {bytesWritten} = await file.write(bytes);
	if (bytesWritten < bytes.length) {
		return failed({kind: 'diskFull', where: path});
	}

	await file.sync();
	return succeeded(undefined);
}

type Link = {readonly after: number; readonly chain: string};
type Tail = {readonly start: number; readonly text: string};

/** The log is ASCII, so that bytes and characters count the same. */
async function readTail(file: FileHandle): Promise<Tail> {
	const {size} = await file.stat();
	const start = Math.max(0, size - tailBytes);
	const bytes = Buffer.alloc(size - start);
	let length = 0;
	while (length < bytes.length) {
		const {bytesRead} = await file.read(bytes, length, bytes.length - length, start + length);
		if (bytesRead === 0) {
			break;
		}

		length += bytesRead;
	}

	return {start, text: bytes.toString('latin1', 0, length)};
}

/**
 * The chain at the end of the last whole line, carried on from the last record before it that vouches for a place in
 * the tail. A tail without one is damaged beyond the length of records; the chain starts again there and verifying
 * shows it.
 */
function linkAt({start, text}: Tail): Link {
	const end = text.lastIndexOf('\n') + 1;
	const lines = text.slice(0, end).split('\n').slice(0, -1);
	const known = start === 0 ? {after: 0, chain: genesis} : lastLinkFrom(lines, start);
	if (known === undefined) {
		return {after: start + end, chain: genesis};
	}

	let chain = known.chain;
	for (const line of text
		.slice(known.after - start, end)
		.split('\n')
		.slice(0, -1)) {
		chain = sha256(chain + line);
	}

	return {after: start + end, chain};
}

function lastLinkFrom(lines: readonly string[], start: number): Link | undefined {
	return lines.map(linkOf).findLast(link => link !== undefined && link.after >= start);
}

function lineOf(entry: AuditEntry, {after, chain}: Link): string {
	const {wallMs, who, what, target, argv, result} = entry;
	const at = new Date(wallMs).toISOString();
	return asciiJson({at, who, what, target, argv, result, after, chain});
}

/** JSON in which nothing but printable ASCII stands as it is: one action is one line, and `cat` shows it safely. */
function asciiJson(value: unknown): string {
	return JSON.stringify(value).replaceAll(
		/[^ -~]/g,
		unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** Undefined for a line that is no record. */
function linkOf(line: string): Link | undefined {
	const [, after, chain] = /,"after":(\d{1,15}),"chain":"([0-9a-f]{64})"\}$/.exec(line) ?? [];
	return after === undefined || chain === undefined || !line.startsWith('{"at":"')
		? undefined
		: {after: Number(after), chain};
}

function sha256(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}

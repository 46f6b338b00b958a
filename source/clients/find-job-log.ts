import type {JobRef} from '../domain/job.ts';
import type {JobDetail} from '../domain/job-detail.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {JobStream} from '../domain/screen.ts';
import {decodeBytes, encodeBytes} from '../parsers/bytes.ts';
import {hostNames} from '../rules/host-list.ts';
import {logPathOf, recordFacts} from '../rules/job-log-path.ts';
import {logVersions} from '../rules/log-dialect.ts';
import type {LogPathFacts} from '../rules/log-fields.ts';

export type FoundJobLog = {
	/** As bytes, one character each. */
	readonly path: string;
	/** For reading. */
	readonly text: string;
	/** stdout and stderr go to the same file. */
	readonly isBoth: boolean;
};

export type WantedLog = {
	readonly job: JobRef;
	readonly stream: JobStream;
	/** Of its cluster; undefined: as the newest does it. */
	readonly version: string | undefined;
};

/**
 * Where a job writes. Failures: `rejected` where that cannot be known yet, or where no program can be told of a file of
 * that name.
 */
export function findJobLog(
	detail: JobDetail,
	{job, stream, version}: WantedLog,
): Result<FoundJobLog> {
	const where = job.id;
	const stdout = logPath(detail, 'stdout', version);
	const stderr = logPath(detail, 'stderr', version);
	const found = stream === 'stdout' ? stdout : stderr;
	if (detail.isBatch === false) {
		const reason = 'it is no batch job: what it writes goes to the terminal that began it.';
		return failed({kind: 'rejected', where, reason});
	}

	if (found.kind === 'unknown') {
		return failed({kind: 'rejected', where, reason: reasons[found.missing]});
	}

	const {path} = found;
	if (/[\n\0]/.test(path)) {
		const reason = 'the name of its log holds a line end, and cannot be told to a program.';
		return failed({kind: 'rejected', where, reason});
	}

	const isBoth = stdout.kind === 'path' && stderr.kind === 'path' && stdout.path === stderr.path;
	return succeeded({path, text: decodeBytes(path), isBoth});
}

/** The same, where its version is asked of the cluster only if the name depends on it: few names do. */
export async function findJobLogBy(
	detail: JobDetail,
	{job, stream, askVersion}: Omit<WantedLog, 'version'> & {readonly askVersion: AskVersion},
): Promise<Result<FoundJobLog>> {
	const [first, ...others] = logVersions.map(version => findJobLog(detail, {job, stream, version}));
	return first !== undefined && others.every(other => isSameLog(other, first))
		? first
		: findJobLog(detail, {job, stream, version: await askVersion()});
}

export type AskVersion = () => Promise<string | undefined>;

function isSameLog(one: Result<FoundJobLog>, other: Result<FoundJobLog>): boolean {
	return one.ok && other.ok
		? one.value.path === other.value.path && one.value.isBoth === other.value.isBoth
		: one.ok === other.ok;
}

const reasons = {
	node: 'where it writes is known when it runs: its node is in the name.',
	task: 'each task of the array has a log of its own.',
	folder: 'the cluster does not tell in which folder it runs.',
	restarts: 'the cluster does not tell how often it was queued again, which is in the name.',
	sluid: 'the cluster does not tell the id that is in the name.',
	pattern: 'the cluster tells the name, and not what of it is still to be replaced.',
} as const;

function logPath(detail: JobDetail, stream: JobStream, version: string | undefined) {
	const {bytes} = detail;
	const facts = factsOf(detail, version);
	const told =
		stream === 'stdout'
			? (bytes?.stdOut ?? encoded(detail.stdOut))
			: (bytes?.stdErr ?? encoded(detail.stdErr) ?? bytes?.stdOut ?? encoded(detail.stdOut));
	return logPathOf(told, detail, facts);
}

function encoded(text: string | undefined): string | undefined {
	return text === undefined ? undefined : encodeBytes(text);
}

function factsOf(detail: JobDetail, version: string | undefined): LogPathFacts {
	const {id, rawId = id, bytes, name, user = '', batchHost, nodeList, workDir} = detail;
	const [array, task] = id.split('_');
	return {
		rawId,
		array: array === undefined || task === undefined ? undefined : {id: array, task},
		name: bytes?.name ?? encodeBytes(name),
		user: encodeBytes(user),
		host: batchHost ?? (nodeList === undefined ? undefined : hostNames(nodeList)[0]),
		workDir: encoded(workDir),
		...recordFacts(detail),
		version,
	};
}

import type {JobDetail} from '../domain/job-detail.ts';
import {logDialectOf} from './log-dialect.ts';
import {fillFields, type LogPathFacts, type MissingField} from './log-fields.ts';

export type JobLogPath =
	| {readonly kind: 'path'; readonly path: string}
	/** Something in the name is not known: its node before it runs, the index of the tasks that wait. */
	| {
			readonly kind: 'unknown';
			readonly missing: MissingField | 'folder' | 'pattern';
	  };

/** By what its cluster tells of a job: the pattern, or, where `areLogsTold`, a name in which scontrol has replaced what it knows. */
export function logPathOf(
	told: string | undefined,
	{areLogsTold}: Pick<JobDetail, 'areLogsTold'>,
	facts: LogPathFacts,
): JobLogPath {
	return areLogsTold === true && told !== undefined
		? toldLogPath(told, facts)
		: jobLogPath(patternOf(told, facts), facts);
}

/** Of the record that was told of. */
export function recordFacts({
	restarts,
	others,
}: Pick<JobDetail, 'restarts' | 'others'>): Pick<LogPathFacts, 'restarts' | 'sluid'> {
	return {restarts, sluid: others.find(([key]) => key === 'SLUID')?.[1]};
}

/**
 * The name of the file that a batch job writes, as slurmstepd makes it of the pattern: relative to its folder, its
 * `%` replaced once, so that what is in its name stays as it is. A `\` anywhere means that nothing is replaced.
 * https://slurm.schedmd.com/sbatch.html (filename pattern); src/slurmd/common/fname.c, from 25.11 on
 * src/common/print_fields.c (expand_stdio_fields)
 */
export function jobLogPath(pattern: string, facts: LogPathFacts): JobLogPath {
	const dialect = logDialectOf(facts.version);
	if (pattern.includes('\\')) {
		const path = dialect.hasOneParser
			? pattern.replaceAll('\\', '')
			: pattern.replace(/\\(.?)/gs, '$1');
		return inFolder(path, facts);
	}

	const path = fillFields(pattern, {facts, dialect, letters: dialect.letters, isTold: false});
	return 'missing' in path ? {kind: 'unknown', ...path} : inFolder(path.text, facts);
}

/**
 * The same of the name that scontrol tells, in which it has put in what it knows: nothing of that is replaced again.
 * https://github.com/SchedMD/slurm/blob/slurm-22-05-11-1/src/api/job_info.c (_fname_format)
 */
export function toldLogPath(told: string, facts: LogPathFacts): JobLogPath {
	const dialect = logDialectOf(facts.version);
	if (facts.array !== undefined && !/^\d+$/.test(facts.array.task)) {
		return {kind: 'unknown', missing: 'task'};
	}

	if (dialect.hasOneParser) {
		return facts.host === undefined && told.includes('(null)')
			? {kind: 'unknown', missing: 'node'}
			: inFolder(told, facts);
	}

	const letters = [...dialect.letters].filter(letter => !dialect.told.letters.includes(letter));
	const path = fillFields(told, {facts, dialect, letters: letters.join(''), isTold: true});
	const isChanged = 'missing' in path || path.text !== told;
	// Whether a `%` is one of the pattern, or of what was put in, nobody can tell.
	const isUnsure = isChanged && [facts.name, facts.user].some(text => text.includes('%'));
	if (isUnsure || told.includes('\\')) {
		return {kind: 'unknown', missing: 'pattern'};
	}

	return 'missing' in path ? {kind: 'unknown', ...path} : inFolder(path.text, facts);
}

function inFolder(path: string, {workDir}: LogPathFacts): JobLogPath {
	if (path.startsWith('/')) {
		return {kind: 'path', path};
	}

	return workDir === undefined
		? {kind: 'unknown', missing: 'folder'}
		: {kind: 'path', path: `${workDir.replace(/\/$/, '')}/${path}`};
}

/** Where nothing was asked for. Until 23.11 squeue says `slurm-17.out` of a task too, by the id of its record. */
export function patternOf(
	told: string | undefined,
	{rawId, array, workDir, version}: Pick<LogPathFacts, 'rawId' | 'array' | 'workDir' | 'version'>,
): string {
	if (array === undefined) {
		return told ?? 'slurm-%j.out';
	}

	const {hidesTasks} = logDialectOf(version);
	const records = [rawId, array.id].map(id => `${workDir}/slurm-${id}.out`);
	return told === undefined || (hidesTasks && records.includes(told)) ? 'slurm-%A_%a.out' : told;
}

/** As it is read: under its folder without it. */
export function shortLogPath(path: string, workDir: string | undefined): string {
	return workDir !== undefined && path.startsWith(`${workDir}/`)
		? path.slice(workDir.length + 1)
		: path;
}

/** What stands for the `%` in the name of a file that a job writes. Text as it is, or bytes, one character each. */
export type LogPathFacts = {
	/** Of the record itself: each task of an array has its own. */
	readonly rawId: string;
	readonly array: {readonly id: string; readonly task: string} | undefined;
	readonly name: string;
	readonly user: string;
	/** The first of its nodes, short; undefined before it runs. */
	readonly host: string | undefined;
	readonly workDir: string | undefined;
	/** Of the cluster: `22.05.8`. */
	readonly version: string | undefined;
};

export type JobLogPath =
	| {readonly kind: 'path'; readonly path: string}
	/** Something in the name is not known: its node before it runs, the index of the tasks that wait. */
	| {readonly kind: 'unknown'; readonly missing: 'node' | 'task' | 'folder'};

/** Slurm takes ten digits at most. */
const mostDigits = 10;
const noTask = 4_294_967_294;

/**
 * The name of the file that a batch job writes, as slurmstepd makes it of the pattern: relative to its folder, its
 * `%` replaced once, so that what is in its name stays as it is. A `\` anywhere means that nothing is replaced.
 * https://slurm.schedmd.com/sbatch.html (filename pattern); 22.05: src/slurmd/slurmstepd/fname.c
 */
export function jobLogPath(pattern: string, facts: LogPathFacts): JobLogPath {
	if (pattern.includes('\\')) {
		return inFolder(pattern.replace(/\\(.?)/gs, '$1'), facts);
	}

	const values = valuesOf(facts);
	const missing = [...pattern.matchAll(field)].flatMap(([, , letter = '']) =>
		Object.hasOwn(values, letter) && values[letter] === undefined ? [letter] : [],
	);
	const [first] = missing;
	if (first !== undefined) {
		return {kind: 'unknown', missing: first === 'N' ? 'node' : 'task'};
	}

	const path = pattern.replace(field, (whole, width: string, letter: string) => {
		const value = Object.hasOwn(values, letter) ? values[letter] : undefined;
		return value === undefined ? whole : padded(value, width);
	});
	return inFolder(path, facts);
}

/** `%%`, `%j`, `%05j` */
const field = /%(\d*)([A-Za-z%])/g;

type Value = {readonly text: string; readonly isNumber: boolean};

/** What is not known yet is undefined; a letter that is not here stays as it is. */
function valuesOf({
	rawId,
	array,
	name,
	user,
	host,
	version,
}: LogPathFacts): Readonly<Record<string, Value | undefined>> {
	const task = array === undefined ? String(noTask) : array.task;
	const isTask = /^\d+$/.test(task);
	const number = (text: string): Value => ({text, isNumber: true});
	const word = (text: string): Value => ({text, isNumber: false});
	return {
		'%': word('%'),
		A: number(array?.id ?? rawId),
		a: isTask ? number(task) : undefined,
		...(knowsLastDigit(version) ? {b: isTask ? number(String(Number(task) % 10)) : undefined} : {}),
		j: isTask ? number(rawId) : undefined,
		J: isTask ? number(rawId) : undefined,
		N: host === undefined ? undefined : word(host.replace(/\..*/s, '')),
		n: number('0'),
		s: word('batch'),
		t: number('0'),
		u: word(user),
		x: word(name),
	};
}

/** 22.05 leaves `%b` as it is. */
function knowsLastDigit(version: string | undefined): boolean {
	const [major = 0] = (version ?? '').split('.').map(Number);
	return major >= 23;
}

/** `%05j`: numbers alone are filled up. */
function padded({text, isNumber}: Value, width: string): string {
	return isNumber ? text.padStart(Math.min(mostDigits, Number(width)), '0') : text;
}

function inFolder(path: string, {workDir}: LogPathFacts): JobLogPath {
	if (path.startsWith('/')) {
		return {kind: 'path', path};
	}

	return workDir === undefined
		? {kind: 'unknown', missing: 'folder'}
		: {kind: 'path', path: `${workDir.replace(/\/$/, '')}/${path}`};
}

/** Where nothing was asked for. squeue says `slurm-10.out` of a whole array too (22.05). */
export function patternOf(
	told: string | undefined,
	{array, workDir}: Pick<LogPathFacts, 'array' | 'workDir'>,
): string {
	const isDefault =
		told === undefined || (array !== undefined && told === `${workDir}/slurm-${array.id}.out`);
	return isDefault ? (array === undefined ? 'slurm-%j.out' : 'slurm-%A_%a.out') : told;
}

/** As it is read: under its folder without it. */
export function shortLogPath(path: string, workDir: string | undefined): string {
	return workDir !== undefined && path.startsWith(`${workDir}/`)
		? path.slice(workDir.length + 1)
		: path;
}

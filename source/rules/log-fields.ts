import type {LogDialect} from './log-dialect.ts';

/** What stands for the `%` in the name of a file that a job writes. Text as it is, or bytes, one character each. */
export type LogPathFacts = {
	/** Of the record itself: each task of an array has its own. */
	readonly rawId: string;
	readonly array: {readonly id: string; readonly task: string} | undefined;
	readonly name: string;
	readonly user: string;
	/** The first of its nodes; undefined before it runs. */
	readonly host: string | undefined;
	readonly workDir: string | undefined;
	/** How often it was queued again; undefined: it is not told. */
	readonly restarts: number | undefined;
	/** The id that no other job ever has, from 25.11 on. */
	readonly sluid: string | undefined;
	/** Of the cluster: `22.05.8`; undefined: as the newest does it. */
	readonly version: string | undefined;
};

/** What of them the name needs, and is not known. */
export type MissingField = 'node' | 'task' | 'restarts' | 'sluid';

/** Slurm takes ten digits at most. */
const mostDigits = 10;
const noTask = 4_294_967_294;

type Filling = {
	readonly facts: LogPathFacts;
	readonly dialect: LogDialect;
	/** That are replaced. */
	readonly letters: string;
	/** By scontrol, which may have left those with a width. */
	readonly isTold: boolean;
};

/** `%%`, `%j`, `%05j`; a `%` behind a width begins anew. */
const field = /%(\d*)((?<=%)%|[^%]?)/gs;
/** From 25.11 on it does not. */
const wholeField = /%(\d*)(.?)/gs;

/** Each field replaced once. */
export function fillFields(
	pattern: string,
	{facts, dialect, letters, isTold}: Filling,
): {readonly text: string} | {readonly missing: MissingField} {
	const values = valuesOf(facts, dialect);
	const {hasOneParser, told} = dialect;
	let missing: string | undefined;
	const isField = (width: string, letter: string): boolean =>
		letters.includes(letter) ||
		(isTold && !told.hasWidths && width !== '' && told.letters.includes(letter));
	const percent = isTold && told.hasWidths ? '%%' : '%';
	const text = pattern.replace(
		hasOneParser ? wholeField : field,
		(whole, width: string, letter: string) => {
			if (whole === '%%') {
				return percent;
			}

			if (letter === '' || !isField(width, letter)) {
				return isTold ? whole : leftOver(whole, {width, letter, hasOneParser});
			}

			const value = values[letter];
			missing ??= value === undefined ? letter : undefined;
			return value === undefined ? whole : padded(value, width);
		},
	);
	return missing === undefined ? {text} : {missing: missingOf[missing] ?? 'task'};
}

const missingOf: Readonly<Record<string, MissingField>> = {
	N: 'node',
	r: 'restarts',
	S: 'sluid',
};

type LeftOver = {
	readonly width: string;
	readonly letter: string;
	readonly hasOneParser: boolean;
};

/** What is no field stays; before 25.11 all but the last digit of its width is lost with its `%`, from then on a `%` at the end. */
function leftOver(whole: string, {width, letter, hasOneParser}: LeftOver): string {
	if (hasOneParser) {
		return whole === '%' ? '' : whole;
	}

	return width === '' ? whole : `${width.at(-1)}${letter}`;
}

type Value = {readonly text: string; readonly isNumber: boolean};

/** What is not known yet is undefined. */
function valuesOf(
	{rawId, array, name, user, host, restarts, sluid}: LogPathFacts,
	{isBatchNamed, hasOneParser}: LogDialect,
): Readonly<Record<string, Value | undefined>> {
	const task = array === undefined ? String(noTask) : array.task;
	const isTask = /^\d+$/.test(task);
	const number = (text: string): Value => ({text, isNumber: true});
	const word = (text: string): Value => ({text, isNumber: false});
	return {
		A: number(array?.id ?? rawId),
		a: isTask ? number(task) : undefined,
		b: isTask ? number(String(Number(task) % 10)) : undefined,
		j: isTask ? number(rawId) : undefined,
		J: isTask ? number(rawId) : undefined,
		N: host === undefined ? undefined : word(hasOneParser ? host : host.replace(/\..*/s, '')),
		n: number('0'),
		r: restarts === undefined ? undefined : number(String(restarts)),
		S: sluid === undefined ? undefined : word(sluid),
		s: isBatchNamed ? word('batch') : number(String(noTask)),
		t: number('0'),
		u: word(user),
		x: word(name),
	};
}

/** `%05j`: numbers alone are filled up. */
function padded({text, isNumber}: Value, width: string): string {
	return isNumber ? text.padStart(Math.min(mostDigits, Number(width)), '0') : text;
}

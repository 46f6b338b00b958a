/** What a person types where a time limit is asked for. */
export type TypedTimeLimit =
	| {readonly kind: 'set'; readonly seconds: number}
	/** From the limit that it has; negative takes time away. */
	| {readonly kind: 'add'; readonly seconds: number}
	| {readonly kind: 'problem'; readonly problem: string};

const secondsPer = {d: 86_400, h: 3600, m: 60, s: 1} as const;
/** A year, which is the longest that Slurm counts without a word for it. */
const mostSeconds = 366 * secondsPer.d;

/**
 * `90` (minutes), `1:30:00`, `90:00`, `2-0`, `1-12:30`, `2h30m`, and each with `+` or `-` before it. As Slurm reads it:
 * https://slurm.schedmd.com/sbatch.html#OPT_time
 */
export function parseTimeLimit(text: string): TypedTimeLimit {
	const [, sign = '', rest = ''] = /^\s*([+-]?)\s*(\S*)\s*$/.exec(text) ?? [];
	const seconds = unitSeconds(rest) ?? daySeconds(rest) ?? clockSeconds(rest);
	if (seconds === undefined) {
		return problem(`Not a time: ${text.trim()}. Try 90, 1:30:00, 2-0 or +30m`);
	}

	if (seconds === 0 || seconds > mostSeconds) {
		return problem('A time limit is a minute to a year.');
	}

	if (sign === '') {
		return {kind: 'set', seconds};
	}

	return {kind: 'add', seconds: sign === '-' ? -seconds : seconds};
}

/** `2h30m`, `1d`, `45s` */
function unitSeconds(text: string): number | undefined {
	if (!/^(\d{1,6}d)?(\d{1,6}h)?(\d{1,6}m)?(\d{1,6}s)?$/i.test(text) || text === '') {
		return undefined;
	}

	return [...text.toLowerCase().matchAll(/(\d+)([dhms])/g)]
		.map(([, count, unit]) => Number(count) * (isUnit(unit) ? secondsPer[unit] : 0))
		.reduce((sum, part) => sum + part, 0);
}

function isUnit(text: string | undefined): text is keyof typeof secondsPer {
	return text !== undefined && Object.hasOwn(secondsPer, text);
}

/** `2-0`, `1-12:30`, `1-12:30:15`: days, hours, minutes, seconds. */
function daySeconds(text: string): number | undefined {
	const [, days, hours, minutes = '0', seconds = '0'] =
		/^(\d{1,4})-(\d{1,3})(?::(\d{1,2}))?(?::(\d{1,2}))?$/.exec(text) ?? [];
	return days === undefined
		? undefined
		: Number(days) * secondsPer.d +
				Number(hours) * secondsPer.h +
				Number(minutes) * secondsPer.m +
				Number(seconds);
}

/** `90`, `90:00`, `1:30:00`: minutes, minutes and seconds, hours with both. */
function clockSeconds(text: string): number | undefined {
	const [, first, second, third] = /^(\d{1,6})(?::(\d{1,2}))?(?::(\d{1,2}))?$/.exec(text) ?? [];
	if (first === undefined) {
		return undefined;
	}

	if (third !== undefined) {
		return Number(first) * secondsPer.h + Number(second) * secondsPer.m + Number(third);
	}

	return Number(first) * secondsPer.m + Number(second ?? 0);
}

function problem(text: string): TypedTimeLimit {
	return {kind: 'problem', problem: text};
}

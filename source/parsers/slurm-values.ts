/**
 * Values as all programs of Slurm write them: times, lengths of time, sizes, trackable resources.
 *
 *     SubmitTime=2026-11-21T21:55:33 StartTime=1795349806 EndTime=Unknown
 *     RunTime=00:02:14 TimeLimit=1-12:00:00
 *     TRES=cpu=4,mem=2000M,node=1,billing=4,gres/gpu=2
 *
 * https://slurm.schedmd.com/squeue.html https://slurm.schedmd.com/tres.html
 */
import type {JobExit, TimeLimit} from '../domain/job.ts';

const none = new Set(['', '(null)', 'N/A', 'n/a', 'None', 'NONE', 'Unknown', '(none)']);

/** Undefined where Slurm says that there is none, in one of its ways. */
export function slurmText(field: string | undefined): string | undefined {
	return field === undefined || none.has(field) ? undefined : field;
}

/**
 * Seconds since 1970 (SLURM_TIME_FORMAT=%s), or the standard form, which says no zone: `offsetMinutes` is that of the
 * cluster, east of Greenwich. In milliseconds.
 */
export function parseSlurmTime(field: string | undefined, offsetMinutes = 0): number | undefined {
	if (field === undefined || none.has(field)) {
		return undefined;
	}

	if (/^\d{1,12}$/.test(field)) {
		return Number(field) * 1000;
	}

	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(field)) {
		return undefined;
	}

	const atMs = Date.parse(`${field}Z`) - offsetMinutes * 60_000;
	return Number.isFinite(atMs) ? atMs : undefined;
}

const lengthPattern = /^(?:(\d{1,6})-)?(?:(\d{1,6}):)?(\d{1,6}):(\d\d)(?:\.\d+)?$/;

/** `00:02:14`, `1-02:03:04`, `12:30` (minutes and seconds), `00:01.500`: in whole seconds. */
export function parseSlurmSeconds(field: string | undefined): number | undefined {
	const match = lengthPattern.exec(field ?? '');
	if (match === null) {
		return undefined;
	}

	const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
		.slice(1)
		.map(part => Number(part ?? 0));
	return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

/** `UNLIMITED`, or a length of time. `Partition_Limit` is not told. */
export function parseTimeLimit(field: string | undefined): TimeLimit | undefined {
	return field === 'UNLIMITED' ? 'unlimited' : parseSlurmSeconds(field);
}

const unitBytes: Readonly<Record<string, number>> = {
	'': 1,
	K: 1024,
	M: 1024 ** 2,
	G: 1024 ** 3,
	T: 1024 ** 4,
	P: 1024 ** 5,
};

/** `3256K`, `1.00M`, `11089`, `500M`: in bytes. Without a unit it counts `unit`. */
export function parseSlurmBytes(
	field: string | undefined,
	unit: 'M' | 'K' | '' = '',
): number | undefined {
	const match = /^(\d{1,18}(?:\.\d{1,9})?)([KMGTP]?)$/.exec(field ?? '');
	const factor = unitBytes[match?.[2] === '' ? unit : (match?.[2] ?? '')];
	return match === null || factor === undefined ? undefined : Math.round(Number(match[1]) * factor);
}

/** `0:15` */
export function parseJobExit(field: string | undefined): JobExit | undefined {
	const match = /^(\d{1,5}):(\d{1,5})$/.exec(field ?? '');
	return match === null ? undefined : {code: Number(match[1]), signal: Number(match[2])};
}

/** `cpu=4,mem=2000M,gres/gpu:a100=2` by name; none where it is not told. */
export function parseTres(field: string | undefined): ReadonlyMap<string, string> {
	return new Map(
		(slurmText(field) ?? '').split(',').flatMap(part => {
			const at = part.lastIndexOf('=');
			return at <= 0 ? [] : [[part.slice(0, at), part.slice(at + 1)] as const];
		}),
	);
}

/** All gpus of them: `gres/gpu` counts all kinds, else the kinds are added up. Undefined: none is told of. */
export function gpusOfTres(tres: ReadonlyMap<string, string>): number | undefined {
	const counts = [...tres].filter(([name]) => /^gres\/gpu(?::.*)?$/.test(name));
	const all = counts.find(([name]) => name === 'gres/gpu');
	const numbers = (all === undefined ? counts : [all]).map(([, count]) => Number(count));
	return numbers.length === 0 || numbers.some(count => !Number.isFinite(count))
		? undefined
		: numbers.reduce((sum, count) => sum + count, 0);
}

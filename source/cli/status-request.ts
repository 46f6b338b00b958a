import {choicesOf, isUsageProblem, numberOf} from './flag-values.ts';
import type {Flags, UsageProblem} from './parse-arguments.ts';

/** What `--once`, `--watch` and `--check` share. */
export type StatusRequest = {
	readonly mode: StatusMode;
	readonly timeoutMs: number;
	/** Time between the two samples of a rate. */
	readonly sampleMs: number;
	/** Columns of indentation of the JSON; 0: one line. */
	readonly indent: number;
	/** False: the nodes alone, without the summary of the rack. */
	readonly isWhole: boolean;
};

type StatusMode =
	| {readonly name: 'once'}
	| {readonly name: 'check'}
	| {readonly name: 'watch'; readonly everyMs: number};

export const defaultTimeoutMs = 10_000;
export const defaultSampleMs = 500;
/** Below, the 10 ms steps of the node's clock show in the rates. */
const leastSampleMs = 200;
const mostSeconds = 3600;

export function parseStatusRequest(flags: Flags): StatusRequest | UsageProblem {
	const seconds = {least: 0.1, most: mostSeconds};
	const timeout = numberOf(flags, 'timeout', seconds);
	const sampleMs = numberOf(flags, 'sample', {least: leastSampleMs, most: 60_000});
	const every = numberOf(flags, 'watch', seconds);
	const only = choicesOf(flags, 'only', ['nodes']);
	for (const value of [timeout, sampleMs, every, only]) {
		if (isUsageProblem(value)) {
			return value;
		}
	}

	const mode = statusMode(flags, typeof every === 'number' ? every * 1000 : undefined);
	return isUsageProblem(mode)
		? mode
		: {
				mode,
				timeoutMs: typeof timeout === 'number' ? timeout * 1000 : defaultTimeoutMs,
				sampleMs: typeof sampleMs === 'number' ? sampleMs : defaultSampleMs,
				indent: flags.has('pretty') ? 2 : 0,
				isWhole: !flags.has('only'),
			};
}

function statusMode(flags: Flags, everyMs: number | undefined): StatusMode | UsageProblem {
	const modes: readonly StatusMode[] = [
		...(flags.has('once') ? [{name: 'once'} as const] : []),
		...(flags.has('check') ? [{name: 'check'} as const] : []),
		...(everyMs === undefined ? [] : [{name: 'watch', everyMs} as const]),
	];
	const [mode, second] = modes;
	if (second !== undefined) {
		return {usage: 'Give one of --once, --watch and --check, not several.'};
	}

	return (
		mode ?? {
			usage:
				'The dashboard is not in this version. Try --once for a JSON document, --check for one line, or --help.',
		}
	);
}

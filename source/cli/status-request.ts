import type {ThemeName} from '../domain/config.ts';
import type {TabName} from '../domain/screen.ts';
import {type FlagName, tabs, themes} from './flag-table.ts';
import {choiceOf, choicesOf, isUsageProblem, numberOf} from './flag-values.ts';
import type {Flags, UsageProblem} from './parse-arguments.ts';

/** What the program itself was asked for: the dashboard, or what `--once`, `--watch` and `--check` share. */
export type StatusRequest = {
	readonly mode: StatusMode;
	readonly timeoutMs: number;
	/** Time between the two samples of a rate. */
	readonly sampleMs: number;
	/** Columns of indentation of the JSON; 0: one line. */
	readonly indent: number;
	/** These sections alone, without the summary of the rack; undefined: all there is. */
	readonly only: readonly Section[] | undefined;
};

export type DashboardMode = {
	readonly name: 'dashboard';
	/** Undefined: as the configuration says. */
	readonly theme: ThemeName | undefined;
	readonly isAscii: boolean;
	/** Undefined: that of the nodes. */
	readonly firstTab: TabName | undefined;
	/** Nothing outside is changed, whatever is asked for. */
	readonly isReadOnly: boolean;
	/** Words line by line, for a program that reads them aloud. */
	readonly isScreenReader: boolean;
};

type StatusMode =
	| DashboardMode
	| {readonly name: 'once'}
	| {readonly name: 'check'}
	| {readonly name: 'watch'; readonly everyMs: number};

export const defaultTimeoutMs = 10_000;
export const defaultSampleMs = 500;
/** Below, the 10 ms steps of the node's clock show in the rates. */
const leastSampleMs = 200;
const mostSeconds = 3600;

/** What only makes sense with some of the modes. */
const flagsOfMode: Readonly<Record<StatusMode['name'], readonly FlagName[]>> = {
	dashboard: ['theme', 'ascii', 'tab', 'screen-reader', 'read-only'],
	once: ['timeout', 'sample', 'only', 'pretty'],
	check: ['timeout', 'sample'],
	watch: ['timeout', 'only'],
};
/** Parts of the document. */
export const sections = ['nodes', 'jobs', 'models'] as const;
export type Section = (typeof sections)[number];

export function parseStatusRequest(flags: Flags): StatusRequest | UsageProblem {
	const seconds = {least: 0.1, most: mostSeconds};
	const mode = statusMode(flags);
	if (isUsageProblem(mode)) {
		return mode;
	}

	const timeout = numberOf(flags, 'timeout', seconds);
	if (isUsageProblem(timeout)) {
		return timeout;
	}

	const sampleMs = numberOf(flags, 'sample', {least: leastSampleMs, most: 60_000});
	if (isUsageProblem(sampleMs)) {
		return sampleMs;
	}

	const only = choicesOf(flags, 'only', sections);
	if (isUsageProblem(only)) {
		return only;
	}

	return (
		strayFlag(flags, mode) ?? {
			mode,
			timeoutMs: timeout === undefined ? defaultTimeoutMs : timeout * 1000,
			sampleMs: sampleMs ?? defaultSampleMs,
			indent: flags.has('pretty') ? 2 : 0,
			only,
		}
	);
}

function statusMode(flags: Flags): StatusMode | UsageProblem {
	const every = numberOf(flags, 'watch', {least: 0.1, most: mostSeconds});
	if (isUsageProblem(every)) {
		return every;
	}

	const modes: readonly StatusMode[] = [
		...(flags.has('once') ? [{name: 'once'} as const] : []),
		...(flags.has('check') ? [{name: 'check'} as const] : []),
		...(every === undefined ? [] : [{name: 'watch', everyMs: every * 1000} as const]),
	];
	const [mode, second] = modes;
	if (second !== undefined) {
		return {usage: 'Give one of --once, --watch and --check, not several.'};
	}

	const theme = choiceOf(flags, 'theme', themes);
	if (mode !== undefined) {
		return mode;
	}

	if (isUsageProblem(theme)) {
		return theme;
	}

	const firstTab = choiceOf(flags, 'tab', tabs);
	if (isUsageProblem(firstTab)) {
		return firstTab;
	}

	return {
		...{name: 'dashboard', theme, isAscii: flags.has('ascii'), firstTab},
		isReadOnly: flags.has('read-only'),
		isScreenReader: flags.has('screen-reader'),
	};
}

function strayFlag(flags: Flags, {name}: StatusMode): UsageProblem | undefined {
	const stray = Object.values(flagsOfMode)
		.flat()
		.find(flag => flags.has(flag) && !flagsOfMode[name].includes(flag));
	if (stray === undefined) {
		return undefined;
	}

	return {
		usage:
			name === 'dashboard'
				? `--${stray} needs --once, or another flag that prints the status. See --help.`
				: `--${stray} does not go with --${name}.`,
	};
}

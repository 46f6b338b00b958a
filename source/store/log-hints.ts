import {hintsFor} from '../rules/keymap.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {asHint, joined, type KeyWords} from './key-lines.ts';
import type {LogState} from './log-state.ts';
import {remember} from './remember.ts';
import type {LogScreen} from './screen-state.ts';

/** What the line of speech hints at in a log: one key for what two do, and none that does nothing. */
export function logHints({opened}: LogScreen, log: LogState | undefined): readonly KeyWords[] {
	return hintsIn(opened.source.kind === 'job', isOneFile(log, opened.log));
}

/** Whether a job writes what it says and its errors into the same file, as far as that is known. */
export function isOneFile(log: LogState | undefined, opened: number): boolean {
	return log?.log === opened && log.isBoth === true;
}

const hintsIn = remember((isOfJob: boolean, isOne: boolean): readonly KeyWords[] => {
	const mute: ReadonlySet<ActionName> = new Set([
		'switchStream',
		...(isOne ? (['log'] as const) : []),
	]);
	const hints = hintsFor(['log'])
		.filter(({action}) => !mute.has(action))
		.map(hint =>
			isOfJob && hint.action === 'log' ? {...asHint(hint), words: 'stdout/stderr'} : asHint(hint),
		);
	return joined(hints);
});

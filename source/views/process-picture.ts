import type {HairlineFact} from '../components/hairline.ts';
import type {ProcessPicture} from '../components/process-lines.ts';
import type {ProcessesState} from '../store/processes-state.ts';
import type {ClockState, NodeState, State} from '../store/state.ts';
import {failureText} from '../theme/failure-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {timeText} from '../theme/time-text.ts';

/** What the detail says of the processes of a node. */
export function processPicture({config}: NodeState, {processes, clock}: State): ProcessPicture {
	const own = processes?.node === config.name ? processes : undefined;
	return {
		head: {name: config.name, facts: facts(own)},
		top: own?.top,
		note: noteOf(own, clock),
	};
}

function facts(processes: ProcessesState | undefined): readonly HairlineFact[] {
	const {list, top} = processes ?? {};
	const count = list === undefined ? safe`processes` : clean(countWords(list.processes.length));
	const hasShares = top?.some(({cpuFraction}) => cpuFraction !== undefined) ?? false;
	return [
		{text: count, place: 0},
		...(list === undefined || hasShares ? [] : [{text: safe`1 sample to go`, place: 1}]),
		...(hasShares ? [{text: safe`cpu of one core`, place: 1}] : []),
	];
}

/** `1 process`, `412 processes` */
function countWords(count: number): string {
	return count === 1 ? '1 process' : `${count.toLocaleString('en')} processes`;
}

/** What went wrong, and of when what is shown is. */
function noteOf(processes: ProcessesState | undefined, clock: ClockState): Safe | undefined {
	const {failure, top, atMs} = processes ?? {};
	if (failure === undefined) {
		return top === undefined ? safe`2 samples to go` : undefined;
	}

	const what = clean(failureText(failure), {maxCharacters: 1000});
	return atMs === undefined
		? what
		: safe`${what} This is the list of ${timeText(clock.wallMs - (clock.atMs - atMs))}.`;
}

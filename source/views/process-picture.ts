import type {HairlineFact} from '../components/hairline.ts';
import type {ProcessPicture} from '../components/process-lines.ts';
import type {ProcessesState} from '../store/processes-state.ts';
import type {NodeState, State} from '../store/state.ts';
import {failureText} from '../theme/failure-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {timeText} from '../theme/time-text.ts';

/** What the detail says of the processes of a node. */
export function processPicture({config}: NodeState, state: State): ProcessPicture {
	const {processes, paused} = state;
	const own = processes?.node === config.name ? processes : undefined;
	return {
		head: {name: config.name, facts: facts(own, paused !== undefined)},
		top: own?.top,
		note: noteOf(own, state),
	};
}

function facts(processes: ProcessesState | undefined, isPaused: boolean): readonly HairlineFact[] {
	const {list, top} = processes ?? {};
	const count = list === undefined ? safe`processes` : clean(countWords(list.processes.length));
	const hasShares = top?.some(({cpuFraction}) => cpuFraction !== undefined) ?? false;
	return [
		{text: count, place: 0},
		...(list === undefined || hasShares || isPaused
			? []
			: [{text: safe`1 sample to go`, place: 1}]),
		...(hasShares ? [{text: safe`cpu of one core`, place: 1}] : []),
	];
}

/** `1 process`, `412 processes` */
function countWords(count: number): string {
	return count === 1 ? '1 process' : `${count.toLocaleString('en')} processes`;
}

/** What went wrong, and of when what is shown is. */
function noteOf(processes: ProcessesState | undefined, {clock, paused}: State): Safe | undefined {
	const {failure, top, atMs} = processes ?? {};
	if (failure === undefined) {
		const whyNone = paused === undefined ? safe`2 samples to go` : safe`paused: p goes on`;
		return top === undefined ? whyNone : undefined;
	}

	const what = clean(failureText(failure), {maxCharacters: 1000});
	return atMs === undefined
		? what
		: safe`${what} This is the list of ${timeText(clock.wallMs - (clock.atMs - atMs))}.`;
}

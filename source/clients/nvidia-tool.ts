import type {Clock} from '../domain/clock.ts';
import type {Gpu} from '../domain/gpu.ts';
import {type NvidiaLine, nvidiaQueries, parseNvidiaLine} from '../parsers/nvidia-smi.ts';
import {type GpuTool, gpuFreshMs, type Heard} from './tool.ts';
import {nvidiaScripts} from './tool-scripts.ts';

/** nvidia-smi, asked for as much as its driver knows: it says so at its first word, and is started over with less. */
export function createNvidiaTool(clock: Clock): GpuTool {
	const rounds = createRounds(clock);
	let query = 0;

	function hear(line: string): Heard {
		const parsed = parseNvidiaLine(line, nvidiaQueries[query] ?? []);
		switch (parsed.kind) {
			case 'gpu':
				rounds.add(parsed);
				return {kind: 'figures', problems: parsed.problems};
			case 'unknownField':
				return askForLess(line);
			default:
				return {kind: 'words', problems: parsed.problems};
		}
	}

	function askForLess(line: string): Heard {
		if (query + 1 < nvidiaScripts.length) {
			query += 1;
			return {kind: 'startOver', problems: []};
		}

		const reason = 'the driver knows too little of what is asked';
		return {kind: 'words', problems: [{source: 'nvidia-smi', line: line.slice(0, 200), reason}]};
	}

	return {
		name: 'nvidia-smi',
		command: 'nvidia-smi -l 2',
		script: () => nvidiaScripts[query] ?? '',
		hear,
		freshMs: gpuFreshMs,
		silentMs: gpuFreshMs,
		askEveryMs: undefined,
		loss: 'its GPUs are unknown until it answers',
		gpus: rounds.gpus,
	};
}

/** Tells rounds apart: one is whole when it has as many lines as it says, or when the next begins. */
function createRounds(clock: Clock) {
	let whole: {readonly gpus: readonly Gpu[]; readonly atMs: number} | undefined;
	let open: readonly Gpu[] = [];
	let openedAtMs = 0;
	const finish = (atMs: number): void => {
		whole = {gpus: open, atMs};
		open = [];
	};
	return {
		add({gpu, count}: Extract<NvidiaLine, {kind: 'gpu'}>): void {
			const nowMs = clock.monotonicMs();
			if (open.some(({index}) => index >= gpu.index)) {
				finish(openedAtMs);
			}

			openedAtMs = open.length === 0 ? nowMs : openedAtMs;
			open = [...open, gpu];
			if (open.length === count) {
				finish(nowMs);
			}
		},
		gpus(): readonly Gpu[] {
			return whole !== undefined && clock.monotonicMs() - whole.atMs < gpuFreshMs ? whole.gpus : [];
		},
	};
}

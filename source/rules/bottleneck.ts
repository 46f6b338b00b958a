/**
 * What holds a node back: one verdict per resource, from medians over the window, each with its evidence.
 * A verdict enters at one limit and leaves at a lower one, so that it does not flap.
 * Limits after the USE method (utilisation, saturation, errors), https://www.brendangregg.com/usemethod.html
 */
import {cpuVerdict} from './cpu-verdict.ts';
import {gpuVerdict} from './gpu-verdict.ts';
import {ioVerdict} from './io-verdict.ts';
import {memoryVerdict} from './memory-verdict.ts';
import type {SampleWindow} from './sample-window.ts';
import {free, type Verdict} from './verdict.ts';

export type Verdicts = {
	readonly memory: Verdict;
	readonly gpu: Verdict;
	readonly cpu: Verdict;
	readonly io: Verdict;
};

export const noVerdicts: Verdicts = {memory: free, gpu: free, cpu: free, io: free};

export function judge(window: SampleWindow, before: Verdicts): Verdicts {
	return {
		memory: memoryVerdict(window, before.memory.isBound),
		gpu: gpuVerdict(window, before.gpu.isBound),
		cpu: cpuVerdict(window, before.cpu.isBound),
		io: ioVerdict(window, before.io.isBound),
	};
}

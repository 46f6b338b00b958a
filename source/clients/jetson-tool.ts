import type {Clock} from '../domain/clock.ts';
import type {Gpu} from '../domain/gpu.ts';
import {parseTegrastats} from '../parsers/tegrastats.ts';
import {type GpuTool, gpuFreshMs} from './tool.ts';
import {tegrastatsScript} from './tool-scripts.ts';

/** tegrastats of a Jetson. */
export function createJetsonTool(clock: Clock): GpuTool {
	let last: {readonly gpu: Gpu; readonly atMs: number} | undefined;
	return {
		name: 'tegrastats',
		command: 'tegrastats --interval 2000',
		script: () => tegrastatsScript,
		hear(line) {
			const {value: gpu, problems} = parseTegrastats(line);
			if (gpu === undefined) {
				return {kind: 'words', problems};
			}

			last = {gpu, atMs: clock.monotonicMs()};
			return {kind: 'figures', problems};
		},
		freshMs: gpuFreshMs,
		silentMs: gpuFreshMs,
		askEveryMs: undefined,
		loss: 'its GPU is unknown until it answers',
		gpus: () =>
			last !== undefined && clock.monotonicMs() - last.atMs < gpuFreshMs ? [last.gpu] : [],
	};
}

import type {Clock} from '../domain/clock.ts';
import type {PiThrottling} from '../domain/node-sample.ts';
import {parseVcgencmd} from '../parsers/vcgencmd.ts';
import type {Tool} from './tool.ts';
import {askPiScript, endLine, readyLine} from './tool-scripts.ts';

const freshMs = 30_000;

export type PiTool = Tool & {
	/** Undefined when its last answer is longer ago than 30 s. */
	readonly pi: () => PiThrottling | undefined;
};

/** vcgencmd of a Raspberry Pi. Its measure_temp is the sensor that the kernel gives anyway, so it is not asked. */
export function createPiTool(clock: Clock): PiTool {
	let last: {readonly throttling: PiThrottling; readonly atMs: number} | undefined;
	return {
		name: 'vcgencmd',
		command: 'vcgencmd get_throttled',
		script: () => askPiScript,
		hear(line) {
			if (line === readyLine) {
				return {kind: 'ready', problems: []};
			}

			if (line === endLine) {
				return {kind: 'answered', problems: []};
			}

			const {value: throttling, problems} = parseVcgencmd(line);
			if (throttling === undefined) {
				return {kind: 'words', problems};
			}

			last = {throttling, atMs: clock.monotonicMs()};
			return {kind: 'figures', problems};
		},
		freshMs,
		silentMs: 5000,
		askEveryMs: 10_000,
		loss: 'whether the firmware throttles is unknown until it answers',
		pi: () =>
			last !== undefined && clock.monotonicMs() - last.atMs < freshMs ? last.throttling : undefined,
	};
}

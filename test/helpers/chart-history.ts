import type {HistoryPoint} from '../../source/store/rings.ts';
import {atMs} from './home-rack.ts';

const shapes: Readonly<Record<string, (index: number) => number>> = {
	cpu: index => 0.55 + 0.32 * Math.sin(index / 9),
	memory: () => 0.61,
	gpu: index => (index % 60 < 24 ? 0.31 : 0.98),
	temperature: index => 55 + 16 * Math.sin(index / 20),
	rx: index => (index % 16 < 4 ? 1.2e6 : 300e3),
	diskRead: index => 12e6 * (index % 2),
};

/** Samples of a node, one every two seconds and the last of them now, with four polls that failed. */
export function chartHistory(count: number): (node: string, name: string) => HistoryPoint[] {
	return (_node, name) =>
		Array.from({length: count}, (_, index) => {
			const left = count - 1 - index;
			const isHole = left >= 20 && left < 24;
			return {
				atMs: atMs - left * 2000,
				spacingMs: 2000,
				value: isHole ? undefined : (shapes[name]?.(index) ?? 0),
			};
		});
}

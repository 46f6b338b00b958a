import {describe, expect, test} from 'vitest';
import type {DeedProgress, DeedStage} from '../../source/domain/model-deed.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {layerLine, shareLine, stepLine, transferLine} from '../../source/theme/transfer-text.ts';
import {aDeed} from '../helpers/model-desk.ts';

const gibibyte = 2 ** 30;
const deed = aDeed('pull', {node: 'gpu-02', model: 'qwen3:4b'});
const drawing = {glyphs: glyphsOf('unicode'), nameColumns: 16};

function working(parts: Partial<DeedProgress> = {}): DeedStage {
	const layers = [
		{digest: 'dde5aa3fc5ff', totalBytes: 2 * gibibyte, completedBytes: gibibyte},
		{digest: '966de95ca8a6', totalBytes: 1429, completedBytes: 1429},
	];
	return {
		state: 'working',
		progress: {step: 'layers', layers, bytesPerSecond: 11.2e6, ...parts},
	};
}

describe('a transfer', () => {
	test('is a bar with its share, its amounts, its rate and the time that is left', () => {
		expect(transferLine({deed, stage: working()}, drawing)).toBe(
			'gpu-02 qwen3:4b    50% ━━━━━━╸─────  1 of 2 GiB, 11.2 MB/s, 1 m 35 s left',
		);
	});

	test('tells no rate and no time where nothing comes', () => {
		expect(transferLine({deed, stage: working({bytesPerSecond: undefined})}, drawing)).toBe(
			'gpu-02 qwen3:4b    50% ━━━━━━╸─────  1 of 2 GiB',
		);
	});

	test('says what is done once all is there', () => {
		const layers = [{digest: 'dde5aa3fc5ff', totalBytes: 5, completedBytes: 5}];
		const stage = working({step: 'verifying', layers, bytesPerSecond: undefined});
		expect(transferLine({deed, stage}, drawing)).toBe(
			'gpu-02 qwen3:4b   100% ━━━━━━━━━━━━  checking, 5 B',
		);
	});

	test('is a word where there is no share yet, and says how many are before it', () => {
		expect(transferLine({deed, stage: working({layers: []})}, drawing)).toBe(
			'gpu-02 qwen3:4b   pulling',
		);
		expect(transferLine({deed, stage: {state: 'queued', ahead: 3}}, drawing)).toBe(
			'gpu-02 qwen3:4b   waits, 3 before it',
		);
	});

	test('has its layers below it, in ASCII too', () => {
		const layer = {digest: 'dde5aa3fc5ff', totalBytes: 2 * gibibyte, completedBytes: 0};
		expect(layerLine(layer, {...drawing, glyphs: glyphsOf('ascii')})).toBe(
			'  dde5aa3fc5ff      0% ............  0 B of 2 GiB',
		);
	});
});

test('by steps it says each once, and of each layer that it begins', () => {
	const one = working({layers: [{digest: 'dde5aa3fc5ff', totalBytes: 5, completedBytes: 0}]});
	const steps: readonly DeedStage[] = [
		{state: 'queued', ahead: 1},
		{state: 'queued', ahead: 0},
		working({step: 'asking', layers: []}),
		working({step: 'manifest', layers: []}),
		...[one, one, working()],
		...[working({step: 'verifying'}), working({step: 'verifying'}), working({step: 'writing'})],
	];
	const lines = steps.map((stage, index) => stepLine({deed, stage}, steps[index - 1]));
	expect(lines.filter(line => line !== undefined)).toEqual([
		'gpu-02: qwen3:4b waits, 1 before it',
		'gpu-02: pulling qwen3:4b',
		'gpu-02: pulling qwen3:4b, dde5aa3fc5ff, 5 B',
		'gpu-02: pulling qwen3:4b, 966de95ca8a6, 1.4 KiB',
		'gpu-02: checking qwen3:4b',
		'gpu-02: writing qwen3:4b',
	]);
});

test('a file that is read here and then sent is a line for each', () => {
	const layers = (digest: string, completedBytes: number) => [
		{digest, totalBytes: 10, completedBytes},
	];
	const reading = (bytes: number) =>
		working({step: 'reading', layers: layers('q.gguf', bytes), bytesPerSecond: undefined});
	const steps = [
		...[working({step: 'asking', layers: []}), reading(1), reading(10)],
		...[working({layers: layers('dde5aa3fc5ff', 0)}), working({layers: layers('dde5aa3fc5ff', 9)})],
	];
	const lines = steps.map((stage, index) => stepLine({deed, stage}, steps[index - 1]));
	expect(lines.filter(line => line !== undefined)).toEqual([
		'gpu-02: pulling qwen3:4b',
		'gpu-02: reading qwen3:4b, q.gguf, 10 B',
		'gpu-02: pulling qwen3:4b, dde5aa3fc5ff, 10 B',
	]);
	expect(shareLine({deed, stage: reading(5)}, reading(1))).toBe(
		'gpu-02: reading qwen3:4b, 50%, 5 of 10 B',
	);
});

test('each tenth of the whole that is further than what was told last is a line, with rate and time', () => {
	const at = (part: number): DeedStage => {
		const [totalBytes, completedBytes] = [100 * 2 ** 20, part * 100 * 2 ** 20];
		const layers = [{digest: 'dde5aa3fc5ff', totalBytes, completedBytes}];
		return working({layers, bytesPerSecond: 20e6});
	};
	const lineAt = (part: number, toldPart: number) =>
		shareLine({deed, stage: at(part)}, at(toldPart));
	expect(lineAt(0.12, 0)).toBe('gpu-02: pulling qwen3:4b, 12%, 12 of 100 MiB, 20 MB/s, 4 s left');
	expect(lineAt(0.999, 0.3)).toBe(
		'gpu-02: pulling qwen3:4b, 99%, 99.9 of 100 MiB, 20 MB/s, 1 s left',
	);
	expect([lineAt(0.19, 0.12), lineAt(1, 0.9), lineAt(0.1, 0.3)]).toEqual(
		Array.from({length: 3}, () => undefined),
	);
});

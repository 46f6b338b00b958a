import {expect, test} from 'vitest';
import {parsePullStatus} from '../../source/parsers/pull-status.ts';
import {
	fetchedBytes,
	nothingPulled,
	type PullSoFar,
	withPullStatus,
} from '../../source/rules/pull-progress.ts';

const [one, other] = ['a', 'b'].map(digit => `sha256:${digit.repeat(64)}`);

/** As Ollama's server/download.go tells it: a tick each 60 ms, and nothing when a layer is whole. */
function after(...lines: ReadonlyArray<Readonly<Record<string, unknown>>>): PullSoFar {
	return lines.reduce<PullSoFar>((soFar, line) => {
		const status = parsePullStatus(line);
		return status === undefined ? soFar : withPullStatus(soFar, status);
	}, nothingPulled);
}

const tick = (digest: string | undefined, total: number, completed?: number) => ({
	...{status: `pulling ${digest?.slice(7, 19)}`, digest, total},
	...(completed === undefined ? {} : {completed}),
});

test('a layer is whole when the next is told of, though its own last line said less', () => {
	const soFar = after(tick(one, 100), tick(one, 100, 97), tick(other, 10, 3));

	expect(soFar.layers.map(({completedBytes}) => completedBytes)).toEqual([100, 3]);
	expect(fetchedBytes(soFar)).toBe(100);
});

test.each(['verifying sha256 digest', 'writing manifest', 'removing unused layers'])(
	'all layers are whole once it is "%s"',
	status => {
		const soFar = after(tick(one, 100, 20), tick(one, 100, 97), {status});

		expect(soFar.layers.map(({completedBytes}) => completedBytes)).toEqual([100]);
		expect(fetchedBytes(soFar)).toBe(80);
	},
);

test('a layer that was asked for again is not whole before it is', () => {
	const soFar = after(tick(one, 100, 50), tick(one, 100, 20), {status: 'pulling manifest'});

	expect(soFar.layers.map(({completedBytes}) => completedBytes)).toEqual([20]);
});

test('a model of many small blobs is told of as one', () => {
	const soFar = after({
		...{status: 'pulling model', digest: 'sha256:model'},
		...{total: 5000, completed: 1200},
	});

	expect(soFar).toMatchObject({
		step: 'layers',
		layers: [{digest: 'model', totalBytes: 5000, completedBytes: 1200}],
	});
});

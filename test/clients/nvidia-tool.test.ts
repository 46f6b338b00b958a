import {expect, it} from 'vitest';
import {createNvidiaTool} from '../../source/clients/nvidia-tool.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

it('shows a round when it is whole, and not before', () => {
	const {tool, say} = play();
	say(0, 2);
	expect(tool.gpus()).toEqual([]);
	say(1, 2);
	expect(tool.gpus()).toHaveLength(2);
});

it('keeps the last whole round while the next comes in', () => {
	const {tool, say, temperatures} = play();
	say(0, 2, 40);
	say(1, 2, 41);
	say(0, 2, 50);
	expect(temperatures()).toEqual([40, 41]);
	say(1, 2, 51);
	expect(temperatures()).toEqual([50, 51]);
	expect(tool.gpus().map(({index}) => index)).toEqual([0, 1]);
});

it('drops a card that a round leaves out, when the next begins', () => {
	const {tool, say} = play();
	say(0, 3);
	say(1, 3);
	say(2, 3);
	say(0, 3);
	say(2, 3);
	expect(tool.gpus()).toHaveLength(3);
	say(0, 3);
	expect(tool.gpus().map(({index}) => index)).toEqual([0, 2]);
});

it('tells the age of a round that was cut by its own time, not by that of the next', async () => {
	const {tool, say, clock} = play();
	say(0, 2);
	await clock.advance(9_999);
	say(0, 2);
	expect(tool.gpus()).toHaveLength(1);
	await clock.advance(1);
	expect(tool.gpus()).toEqual([]);
});

it('forgets its GPUs after 10 s', async () => {
	const {tool, say, clock} = play();
	say(0, 1);
	await clock.advance(9_999);
	expect(tool.gpus()).toHaveLength(1);
	await clock.advance(1);
	expect(tool.gpus()).toEqual([]);
});

function play() {
	const clock = new FakeClock();
	const tool = createNvidiaTool(clock);
	return {
		clock,
		tool,
		say: (index: number, count: number, celsius = 33) =>
			tool.hear(`${index}, ${count}, 0, 0, 1, 2, ${celsius}, 1, 2, 0x0, [N/A], NVIDIA T4`),
		temperatures: () => tool.gpus().map(({temperatureCelsius}) => temperatureCelsius),
	};
}

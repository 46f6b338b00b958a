import {expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {createPieceBatches} from '../../source/runtime/piece-batch.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

const n1 = 'n1' as NodeName;
const n2 = 'n2' as NodeName;

function batches() {
	const clock = new FakeClock();
	const told: string[] = [];
	const {add, flush} = createPieceBatches({
		clock,
		deliver: (asking, {node, thinking, content, pieces}) =>
			told.push(`${asking} ${node} ${thinking}|${content} ${pieces}`),
	});
	return {
		...{clock, told, flush},
		say: (asking: number, text: string, node = n1) => add(asking, node, {type: 'content', text}),
		think: (asking: number, text: string) => add(asking, n1, {type: 'thinking', text}),
	};
}

it('the first piece comes at once, and what follows it together, of all answers at the same moment', async () => {
	const {say, think, told, clock} = batches();
	think(1, 'hm');
	expect(told).toEqual(['1 n1 hm| 1']);
	think(1, ' so');
	say(1, 'a');
	say(2, 'x');
	say(1, 'b');
	expect(told).toHaveLength(1);
	await clock.advance(100);
	expect(told.slice(1)).toEqual(['1 n1  so|ab 3', '2 n1 |x 1']);
	expect(clock.timerCount).toBe(0);
});

it('what waits comes before what is told next, and another node begins anew', async () => {
	const {say, told, flush, clock} = batches();
	say(1, 'a');
	say(1, 'b');
	flush(1);
	expect(told).toEqual(['1 n1 |a 1', '1 n1 |b 1']);
	say(1, 'c');
	say(1, 'd', n2);
	expect(told.slice(2)).toEqual(['1 n1 |c 1']);
	await clock.advance(100);
	expect(told.slice(3)).toEqual(['1 n2 |d 1']);
});

import {expect, it} from 'vitest';
import {TwoFrames} from '../../scripts/two-frames.ts';

it('keeps what is asked for in each frame, and forgets what was left out of one', () => {
	const kept = new TwoFrames<number>();
	kept.set('header', 1);
	kept.set('row', 2);
	for (let frame = 0; frame < 5; frame += 1) {
		kept.turn();
		expect(kept.get('header')).toBe(1);
	}

	expect(kept.get('row')).toBeUndefined();
});

import {expect, it} from 'vitest';
import {taskBar} from '../../source/components/task-bar.ts';
import {countTasks} from '../../source/rules/fold-arrays.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {aJob} from '../helpers/job-builders.ts';

function barOf(...states: readonly string[]): string {
	const jobs = states.map((state, index) => aJob(`7_${index + 1}`, {state, reason: 'None'}));
	return taskBar(countTasks(jobs), 8, glyphsOf('unicode'))
		.map(({text}) => text)
		.join('');
}

it('the bar of an array is as full as tasks of it have ended: nothing that ended is drawn as if it waited', () => {
	const ended = barOf('COMPLETED', 'FAILED', 'PENDING', 'PENDING');
	expect(barOf('COMPLETED', 'CANCELLED by 1001', 'PENDING', 'PENDING')).toBe(ended);
	const all = barOf('COMPLETED', 'FAILED', 'COMPLETED', 'FAILED');
	expect(barOf('CANCELLED by 1001', 'CANCELLED by 1001')).toBe(all);
	expect(all).not.toBe(ended);
});

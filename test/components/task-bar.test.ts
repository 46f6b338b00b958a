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

it('the bar of an array is as full as tasks of it have come to an end of their own', () => {
	const ended = barOf('COMPLETED', 'FAILED', 'PENDING', 'PENDING');
	expect(barOf('COMPLETED', 'FAILED', 'CANCELLED by 1001', 'PREEMPTED')).toBe(ended);
	expect(ended).not.toBe(barOf('COMPLETED', 'FAILED', 'COMPLETED', 'FAILED'));
});

import {expect, it} from 'vitest';
import {initialScreen} from '../../source/store/screen-state.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {speechLine} from '../../source/views/speech.ts';
import {aJob} from '../helpers/job-builders.ts';
import {QueueRack} from '../helpers/queue-rack.ts';

/** The line of hints on a terminal of 80 columns. */
function hintsOf({state}: QueueRack): string {
	const {screen = initialScreen} = state;
	const small = {...screen, size: {columns: 80, rows: 24}};
	const {pieces} = speechLine({...state, screen: small}, small, glyphsOf('unicode'));
	return pieces.map(({text}) => text).join('');
}

const running = aJob('4711', {state: 'RUNNING', nodeList: 'pi-1', reason: undefined});
const held = aJob('9', {reason: 'JobHeldUser', priority: 0});

it.each([
	['a job', new QueueRack().mine(running)],
	['a filter', new QueueRack().mine(running).type('/4711').press('enter')],
	['a mark', new QueueRack().mine(running).press('space')],
	['an array', new QueueRack().mine(aJob('4720_[1-9]'))],
	['an array and a filter', new QueueRack().mine(aJob('4720_[1-9]')).type('/472').press('enter')],
	['a held job', new QueueRack().mine(held)],
	['a held job and a filter', new QueueRack().mine(held).type('/9').press('enter')],
])('with %s there is room for what is asked of a job, and for the way back', (_, rack) => {
	const line = hintsOf(rack);
	expect(line.length).toBeLessThanOrEqual(79);
	for (const hint of ['w why', 'l log', 'C cancel', ': command', '? help']) {
		expect(line).toContain(` ${hint}`);
	}

	expect(line).not.toContain('S submit');
	const {filter, marks} = rack.screen.jobs;
	expect(line.includes('esc unfilter')).toBe(filter !== '');
	expect(line.includes('esc unmark')).toBe(marks.length > 0);
});

import {describe, expect, it} from 'vitest';
import {entryUnderCursor, shownEvents} from '../../source/store/shown-events.ts';
import {clusteredRack, mineListed} from '../helpers/clustered-rack.ts';
import {aJob} from '../helpers/job-builders.ts';
import {ToldRack} from '../helpers/told-rack.ts';

const three = ['pi-1', 'pi-2', 'pi-3'];

/** Oldest first: three that are down, and a command. */
function told(): ToldRack {
	const rack = new ToldRack(three);
	for (const [second, name] of three.entries()) {
		rack.at(second).refused(undefined, name);
	}

	return rack.at(5).runs('df -kP').press('6');
}

const under = (rack: ToldRack) => entryUnderCursor(rack.state)?.id;
const rows = (rack: ToldRack) =>
	shownEvents(rack.state)
		.map(({id}) => id)
		.join(' ');

it('the newest is on top, and under the cursor until that is moved', () => {
	const rack = told();
	expect(rows(rack)).toBe('4 3 2 1');
	expect(under(rack)).toBe(4);
	expect(under(rack.runs('uptime'))).toBe(5);
});

it('the cursor stays on its entry while others come, and on a command that is run again', () => {
	const rack = told().press('j');
	expect(under(rack.runs('uptime'))).toBe(3);
	rack.press('k').runs('df -kP');
	expect(rows(rack)).toBe('5 4 3 2 1');
	expect(under(rack)).toBe(4);
	expect(under(rack.press('G'))).toBe(1);
	expect(under(rack.press('g').runs('sync'))).toBe(6);
});

it('c shows and hides commands', () => {
	const rack = told().press('c');
	expect(rows(rack)).toBe('3 2 1');
	expect(under(rack)).toBe(3);
	expect(rows(rack.press('c'))).toBe('4 3 2 1');
});

it('a filter is in use while it is typed, and esc clears the one that was kept', () => {
	const rack = told().press('/').type('node:pi-2');
	expect(rows(rack)).toBe('2');
	rack.press('enter');
	expect(rack.screen.events.filter).toBe('node:pi-2');
	expect(rows(rack.press('esc'))).toBe('4 3 2 1');
	rack.press('/').type('kind:nothing').press('enter');
	expect(rack.screen.line?.problem).toContain('kind:down');
});

it('enter goes to the node on its own tab, past a filter that hides it', () => {
	const rack = told().press('1', '/').type('pi-3').press('enter', '6', 'G', 'enter');
	expect(rack.screen).toMatchObject({
		tab: 'nodes',
		nodes: {cursor: 'pi-1', isOpen: true, filter: ''},
	});
});

it('esc goes back to the row that a node was opened from, unless another way was taken since', () => {
	const rack = told().press('j', 'enter', 't', 'esc');
	expect(rack.screen).toMatchObject({tab: 'nodes', nodes: {isOpen: true}});
	rack.press('esc');
	expect(rack.screen).toMatchObject({tab: 'events', nodes: {isOpen: false}});
	expect(under(rack)).toBe(3);
	rack.press('1', 'enter', 'esc');
	expect(rack.screen).toMatchObject({tab: 'nodes', nodes: {isOpen: false}});
	rack.press('6', 'enter', '6', '1', 'esc');
	expect(rack.screen).toMatchObject({tab: 'nodes', nodes: {isOpen: false}});
});

it('enter goes nowhere where the node is no longer configured', () => {
	const rack = told().configure(['pi-2']).press('G', 'enter');
	expect(rack.screen.tab).toBe('events');
});

it('y copies the row under the cursor', () => {
	const rack = told().press('j', 'y');
	const entry = entryUnderCursor(rack.state);
	expect(rack.effects).toEqual([{type: 'copyEvent', entry, isConnected: false}]);
});

it('y copies as many samples as the row tells of', () => {
	const rack = new ToldRack().samples().samples().samples().press('6', 'y');
	const row = {type: 'copyEvent', isConnected: true, entry: {what: {count: 3}}};
	expect(rack.effects).toMatchObject([row]);
});

describe('enter on an event about a job', () => {
	const ended = () =>
		clusteredRack()
			.send(mineListed([aJob('1'), aJob('7', {state: 'RUNNING'}), aJob('8_2')]))
			.send(mineListed([aJob('1'), aJob('7', {state: 'FAILED'}), aJob('8_2')], 20));

	it('goes to the job past a filter that hides it, and esc comes back', () => {
		const rack = ended().press('2', '/').type('nothing').press('enter', '6', 'enter');
		expect(rack.screen).toMatchObject({tab: 'jobs', jobs: {isOpen: true, filter: ''}});
		expect(rack.screen.jobs.cursor?.id).toBe('7');
		expect(rack.press('esc').screen).toMatchObject({tab: 'events', jobs: {isOpen: false}});
	});

	it('does nothing where the job is told of no more, and esc stays where another tab was looked at since', () => {
		const gone = ended()
			.send(mineListed([aJob('1')], 30))
			.press('6', 'enter');
		expect(gone.screen.tab).toBe('events');
		const rack = ended().press('6', 'enter', '1', '2', 'esc');
		expect(rack.screen).toMatchObject({tab: 'jobs', jobs: {isOpen: false}});
	});
});

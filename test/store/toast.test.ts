import {describe, expect, it} from 'vitest';
import type {Notice} from '../../source/domain/notice.ts';
import {ToldRack} from '../helpers/told-rack.ts';

const three = ['pi-1', 'pi-2', 'pi-3'];
const given = (notice: Notice, atMs = 0) => ({type: 'notice/given', notice, atMs}) as const;

describe('a toast', () => {
	it('tells an alert until 6 s have passed', () => {
		const rack = new ToldRack().at(1).refused();
		expect(rack.toast).toEqual({kind: 'entry', id: 1, others: 0});
		expect(rack.tick(6).toast).toBeDefined();
		expect(rack.tick(7).toast).toBeUndefined();
	});

	it('goes with a key, which does what it does', () => {
		const rack = new ToldRack(three).refused().press('?');
		expect(rack.toast).toBeUndefined();
		expect(rack.screen.help).toBeDefined();
	});

	it('tells no recovery, no label and no command', () => {
		const rack = new ToldRack()
			.refused()
			.press('j')
			.samples()
			.runs('df')
			.memory(0.9, 0.9, 0.5, 0.5);
		rack.press('j');
		expect(rack.kinds).toBe('wentDown cameUp crossed crossed');
		expect(rack.memory(0.5).toast).toBeUndefined();
	});

	it('tells the worst of several, and how many others there are', () => {
		const rack = new ToldRack(three).samples({}, 'pi-1').memory(0.5, 0.9, 0.9);
		rack.refused(undefined, 'pi-2');
		const down = rack.entries.find(({what}) => what.kind === 'wentDown')?.id;
		expect(rack.toast).toEqual({kind: 'entry', id: down, others: 1});
		rack.refused(undefined, 'pi-3');
		expect(rack.toast).toEqual({kind: 'entry', id: down, others: 2});
	});

	it('tells what came of an errand, and an alert after it', () => {
		const rack = new ToldRack().send(given({kind: 'readOnly'}));
		expect(rack.toast).toEqual({kind: 'notice', notice: {kind: 'readOnly'}});
		expect(rack.refused().toast).toMatchObject({kind: 'entry', others: 0});
	});

	it('tells no alert while the screen is paused, or while the events are shown', () => {
		expect(new ToldRack().press('p').refused().toast).toBeUndefined();
		expect(new ToldRack().press('6').refused().toast).toBeUndefined();
	});
});

describe('what was seen', () => {
	it('is all that came while the events were shown, and nothing that came since', () => {
		const rack = new ToldRack(three).refused();
		expect(rack.screen.events.seenId).toBe(0);
		rack.press('6').refused(undefined, 'pi-2');
		expect(rack.screen.events.seenId).toBe(2);
		rack.press('1').refused(undefined, 'pi-3');
		expect(rack.screen.events.seenId).toBe(2);
	});

	it('is not what came while the picture stands still', () => {
		const rack = new ToldRack(three).press('6', 'p').refused();
		expect(rack.screen.events.seenId).toBe(0);
		expect(rack.press('p').screen.events.seenId).toBe(1);
	});
});

describe('the bell', () => {
	const withBell = () => {
		const rack = new ToldRack(three);
		rack.state = {...rack.state, screen: {...rack.screen, isBellOn: true}};
		return rack;
	};

	it('is silent until it is switched on', () => {
		expect(new ToldRack().refused().effects).toEqual([]);
	});

	it('rings with an alert, at most once in 5 s', () => {
		const rack = withBell().at(1).refused();
		expect(rack.effects).toEqual([{type: 'ringBell'}]);
		expect(rack.at(5).refused(undefined, 'pi-2').effects).toEqual([]);
		expect(rack.at(6).refused(undefined, 'pi-3').effects).toEqual([{type: 'ringBell'}]);
	});

	it('rings for no recovery', () => {
		expect(withBell().refused().at(20).samples().effects).toEqual([]);
	});
});

import {describe, expect, it} from 'vitest';
import type {Notice} from '../../source/domain/notice.ts';
import {unseenAlerts} from '../../source/store/shown-events.ts';
import {filesystem} from '../helpers/home-rack.ts';
import {mismatch, ToldRack} from '../helpers/told-rack.ts';

const three = ['pi-1', 'pi-2', 'pi-3'];
const given = (notice: Notice, atMs = 0) => ({type: 'notice/given', notice, atMs}) as const;

describe('a toast', () => {
	it('tells an alert until 6 s have passed', () => {
		const rack = new ToldRack().heardOf().at(1).refused();
		expect(rack.toast).toEqual({kind: 'entry', id: 1, others: 0});
		expect(rack.tick(6).toast).toBeDefined();
		expect(rack.tick(7).toast).toBeUndefined();
	});

	it('tells nothing of how nodes were found, but of a host key that is not the one on record', () => {
		const rack = new ToldRack(three).refused();
		rack.memory(0.9, 0.9).disks([filesystem('/', 0.97)], 'pi-2');
		expect(rack.kinds).toBe('wentDown cameUp crossed crossed');
		expect(rack.toast).toBeUndefined();
		expect(unseenAlerts(rack.state)).toBe(0);
		expect(rack.refused(mismatch, 'pi-3').toast).toBeDefined();
		expect(unseenAlerts(rack.state)).toBe(1);
	});

	it('goes with a key, which does what it does', () => {
		const rack = new ToldRack(three).heardOf().refused().press('?');
		expect(rack.toast).toBeUndefined();
		expect(rack.screen.help).toBeDefined();
	});

	it('tells no recovery, no label and no command', () => {
		const rack = new ToldRack()
			.heardOf()
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
		const rack = new ToldRack(three).heardOf().samples({}, 'pi-1').memory(0.5, 0.9, 0.9);
		rack.refused(undefined, 'pi-2');
		const down = rack.entries.find(({what}) => what.kind === 'wentDown')?.id;
		expect(rack.toast).toEqual({kind: 'entry', id: down, others: 1});
		rack.refused(undefined, 'pi-3');
		expect(rack.toast).toEqual({kind: 'entry', id: down, others: 2});
	});

	it('tells what came of an errand, and an alert after it', () => {
		const rack = new ToldRack().heardOf().send(given({kind: 'readOnly'}));
		expect(rack.toast).toEqual({kind: 'notice', notice: {kind: 'readOnly'}});
		expect(rack.refused().toast).toMatchObject({kind: 'entry', others: 0});
	});

	it('tells that a passphrase was wrong, and nothing of one that is asked for first', () => {
		const rack = new ToldRack();
		const question = {kind: 'passphrase', keyFile: '/k', isRepeated: false} as const;
		rack.send({type: 'secret/asked', where: 'pi-1', question, atMs: 0});
		expect(rack.toast).toBeUndefined();
		rack.send({
			...{type: 'secret/asked', where: 'pi-1', atMs: 0},
			question: {...question, isRepeated: true},
		});
		expect(rack.toast).toEqual({
			kind: 'notice',
			notice: {kind: 'wrongPassphrase', keyFile: '/k'},
		});
	});

	it('that a key brought on a paused screen stays as long as any', () => {
		const rack = new ToldRack().heardOf();
		rack.send({type: 'session/opened', isReadOnly: true, isDemo: true, atMs: 0});
		rack.press('p').tick(60).press('x');
		expect(rack.tick(65).toast).toMatchObject({notice: {kind: 'readOnly'}});
		expect(rack.tick(66).toast).toBeUndefined();
		rack.press(':').type('add').press('enter');
		expect(rack.tick(71).toast).toMatchObject({notice: {kind: 'refused'}});
	});

	it('tells no alert while the screen is paused, or while the events are shown', () => {
		expect(new ToldRack().heardOf().press('p').refused().toast).toBeUndefined();
		expect(new ToldRack().heardOf().press('6').refused().toast).toBeUndefined();
	});
});

describe('what was seen', () => {
	it('is all that came while the events were shown, and nothing that came since', () => {
		const rack = new ToldRack(three).heardOf().refused();
		expect(rack.screen.events.seenId).toBe(0);
		rack.press('6').refused(undefined, 'pi-2');
		expect(rack.screen.events.seenId).toBe(2);
		rack.press('1').refused(undefined, 'pi-3');
		expect(rack.screen.events.seenId).toBe(2);
	});

	it('is not what came while the picture stands still', () => {
		const rack = new ToldRack(three).heardOf().press('6', 'p').refused();
		expect(rack.screen.events.seenId).toBe(0);
		expect(rack.press('p').screen.events.seenId).toBe(1);
	});
});

describe('the bell', () => {
	const withBell = () => {
		const rack = new ToldRack(three).heardOf();
		rack.state = {...rack.state, screen: {...rack.screen, isBellOn: true}};
		return rack;
	};

	it('is silent until it is switched on', () => {
		expect(new ToldRack().heardOf().refused().effects).toEqual([]);
	});

	it('rings with an alert, at most once in 5 s', () => {
		const rack = withBell().at(1).refused();
		expect(rack.effects).toEqual([{type: 'ringBell'}]);
		expect(rack.at(5).refused(undefined, 'pi-2').effects).toEqual([]);
		expect(rack.at(6).refused(undefined, 'pi-3').effects).toEqual([{type: 'ringBell'}]);
	});

	it('is silent while the screen is paused', () => {
		const rack = withBell().press('p').at(10).refused();
		expect(rack.effects).toEqual([]);
		expect(rack.press('p').at(20).refused(undefined, 'pi-2').effects).toHaveLength(1);
	});

	it('rings for no recovery', () => {
		expect(withBell().refused().at(20).samples().effects).toEqual([]);
	});
});

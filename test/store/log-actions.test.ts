import {describe, expect, it} from 'vitest';
import type {RemotePath} from '../../source/domain/ids.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {keyHints} from '../../source/store/key-words.ts';
import {LoggedRack, numbered} from '../helpers/logged-rack.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const logs = ['/var/log/app.log' as RemotePath];
const withLogs = aNodeConfig('pi-1', {isLocal: false, logs});
const onlyJournal = aNodeConfig('pi-1', {isLocal: false, ollama: {use: 'never'}});

describe('l', () => {
	it('opens the only log of a node at once', () => {
		const rack = new ScreenedRack([onlyJournal]).press('l');
		expect(rack.effects).toEqual([
			{type: 'openLog', log: 1, node: 'pi-1', source: {kind: 'journal'}},
		]);
		expect(rack.state.log).toMatchObject({node: 'pi-1', chunks: [], end: 'open'});
	});

	it('asks which where there are several', () => {
		const rack = new ScreenedRack([withLogs]).press('l');
		expect(rack.effects).toEqual([]);
		expect(rack.screen.dialog).toMatchObject({kind: 'chooseLog', cursor: 0});
		rack.press('j', 'j', 'k', 'down');
		expect(rack.screen.dialog).toMatchObject({cursor: 1});
		rack.press('enter');
		expect(rack.screen.dialog).toBeUndefined();
		expect(rack.effects).toMatchObject([
			{type: 'openLog', source: {kind: 'file', path: '/var/log/app.log'}},
		]);
		expect(new ScreenedRack([withLogs]).press('l', 'esc').screen).toMatchObject({
			dialog: undefined,
			log: undefined,
		});
	});

	it('means nothing where there is no node', () => {
		expect(new ScreenedRack([]).press('l').screen.dialog).toBeUndefined();
	});
});

describe('a log that is open', () => {
	it('is closed by esc, and its program with it', () => {
		const rack = new LoggedRack().press('esc');
		expect(rack.effects).toEqual([{type: 'closeLog', log: 1}]);
		expect(rack.state.log).toBeUndefined();
	});

	it('goes with its node', () => {
		const rack = new LoggedRack().reads(['one']).configure(['other']);
		expect(rack.effects).toContainEqual({type: 'closeLog', log: 1});
		expect(rack.log.end).toMatchObject({failure: {kind: 'rejected'}});
		expect(rack.end).toBe(1);
	});

	it('o chooses another, with the open one under the cursor', () => {
		const rack = new LoggedRack().press('o');
		expect(rack.screen.dialog).toMatchObject({kind: 'chooseLog', cursor: 1});
		rack.press('g', 'enter');
		expect(rack.effects).toMatchObject([
			{type: 'closeLog', log: 1},
			{type: 'openLog', log: 2, source: {kind: 'journal'}},
		]);
	});

	it('r opens it again when it has ended, and before means nothing', () => {
		const rack = new LoggedRack().reads(['one']).press('r');
		expect(rack.effects).toEqual([]);
		rack.send({type: 'log/ended', log: 1, failure: undefined, atMs: 0}).press('r');
		expect(rack.effects).toMatchObject([
			{type: 'closeLog', log: 1},
			{type: 'openLog', log: 2, source: {kind: 'file'}},
		]);
		expect(rack.end).toBe(0);
	});

	it('can be opened while the rack is paused, and is read live', () => {
		const rack = new ScreenedRack([onlyJournal]).press('p', 'l');
		rack.send({type: 'log/read', log: 1, lines: ['one', 'two'], atMs: 0});
		expect(rack.press('f').screen.log?.top).toBe(0);
	});

	it('is followed on while the events are looked at', () => {
		const rack = new LoggedRack().press('6');
		expect(rack.effects).toEqual([]);
		expect(rack.press('1').screen.log).toBeDefined();
	});
});

/** At 24 rows a log has 20 lines. */
describe('where one is in a log', () => {
	it('is its end, until one moves; G follows again', () => {
		const rack = new LoggedRack().reads(numbered(100));
		expect(rack.view.top).toBeUndefined();
		expect(rack.press('k').view.top).toBe(79);
		expect(rack.press('j').view.top).toBe(80);
		expect(rack.press('j').view.top).toBe(80);
		expect(rack.press('g').view.top).toBe(0);
		expect(rack.press('pagedown').view.top).toBe(20);
		expect(rack.press('ctrl-u').view.top).toBe(10);
		expect(rack.press('G').view.top).toBeUndefined();
		expect(rack.press('j').view.top).toBeUndefined();
	});

	it('stays when lines come, and moves only with what is dropped', () => {
		const rack = new LoggedRack().reads(numbered(100)).press('k');
		expect(rack.reads(numbered(5000)).view.top).toBe(79);
	});

	it('f stays where it is, and follows again', () => {
		const rack = new LoggedRack().reads(numbered(100));
		expect(rack.press('f').view.top).toBe(80);
		expect(rack.press('f').view.top).toBeUndefined();
	});

	it('w and t change how it is looked at, and another log keeps that', () => {
		const rack = new LoggedRack().press('w', 't');
		expect(rack.view).toMatchObject({isWrapped: true, hasTimes: true});
		rack.press('o', 'g', 'enter');
		expect(rack.view).toMatchObject({isWrapped: true, hasTimes: true, top: undefined});
	});

	it('where lines are wrapped the end has fewer of them', () => {
		const long = Array.from({length: 100}, () => 'x'.repeat(200));
		const rack = new LoggedRack().reads(long).press('w', 'f');
		expect(rack.view.top).toBe(94);
	});
});

describe('a search', () => {
	const lines = numbered(100).map(line => (line.endsWith('7') ? `${line} Found` : line));

	it('goes to the newest match where the end was followed', () => {
		const rack = new LoggedRack().reads(lines).press('/').type('found').press('enter');
		expect(rack.view).toMatchObject({search: 'found', match: 96});
	});

	it('n and N go from match to match, and round', () => {
		const rack = new LoggedRack().reads(lines).press('g', '/').type('found').press('enter');
		expect(rack.view).toMatchObject({match: 6, top: 0});
		expect(rack.press('n').view.match).toBe(16);
		expect(rack.press('n').view).toMatchObject({match: 26, top: 20});
		expect(rack.press('N', 'N').view.match).toBe(6);
		expect(rack.press('N').view.match).toBe(96);
		expect(rack.press('n').view.match).toBe(6);
	});

	it('begins with an empty line; nothing typed goes on with what was looked for', () => {
		const rack = new LoggedRack().reads(lines).press('g', '/').type('found').press('enter', '/');
		expect(rack.screen.line?.text).toBe('');
		expect(rack.view.search).toBe('found');
		expect(keyHints(rack.state)).toMatchObject([
			{keys: ['enter'], words: 'again'},
			{keys: ['esc'], words: 'takes back'},
			{keys: ['up'], words: 'recalls'},
		]);
		expect(rack.press('enter').view).toMatchObject({search: 'found', match: 16});
		expect(rack.screen.line).toBeUndefined();
	});

	it('up brings back what was looked for, to be changed', () => {
		const rack = new LoggedRack().reads(lines).press('/').type('found').press('enter', '/', 'up');
		expect(rack.screen.line?.text).toBe('found');
		rack.press('backspace').press('enter');
		expect(rack.view.search).toBe('foun');
		expect(new LoggedRack().press('/', 'up').screen.line?.text).toBe('');
		expect(new ScreenedRack([withLogs]).press('/', 'up').screen.line?.text).toBe('');
	});

	it('that is no pattern is said where it is typed, and the one from before stays', () => {
		const rack = new LoggedRack().reads(lines).press('/').type('found').press('enter');
		rack.press('/').type('loss (').press('enter');
		const problem = String.raw`Not a pattern: loss (. Try loss \(`;
		expect(rack.screen.line).toMatchObject({text: 'loss (', problem});
		expect(rack.view.search).toBe('found');
		expect(rack.press('esc').view.search).toBe('found');
	});

	it('for what is nowhere moves nothing', () => {
		const rack = new LoggedRack().reads(lines).press('/').type('nowhere').press('enter');
		expect(rack.press('n', 'N').view).toMatchObject({top: undefined, match: undefined});
	});

	it('that is left is the one from before; esc ends it, and then the log', () => {
		const rack = new LoggedRack().reads(lines).press('/').type('found').press('enter');
		rack.press('/').type('x').press('esc');
		expect(rack.view.search).toBe('found');
		expect(rack.press('esc').view.search).toBe('');
		expect(rack.press('esc').screen.log).toBeUndefined();
	});
});

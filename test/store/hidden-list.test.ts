import {expect, it} from 'vitest';
import {helpKeys} from '../../source/store/help-keys.ts';
import {keyHints} from '../../source/store/key-words.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

it('where one node has the whole body no key changes the list that cannot be seen', () => {
	const rack = new ScreenedRack(['login', 'pi-main']).press('enter');
	const {nodes, line} = rack.screen;
	rack.press('/', '!', 's', 'f', 'v', 'space');
	expect(rack.screen).toMatchObject({nodes, line});
	expect(keyHints(rack.state).map(({words}) => words)).not.toContain('filter');
	const listed = helpKeys(rack.press('?').state);
	const words = [...listed.inPlace, ...listed.everywhere].map(line => line.words);
	expect(words).toContain('why this state');
	expect(words.filter(one => /filter|mark|sort|order|grid/.test(one))).toEqual([]);
});

it('a node that is open stays so when its filter would hide it, and a new filter shows the list', () => {
	const rack = new ScreenedRack(['a', 'b']).sampled('a', 90).sampled('b', 10).rested();
	rack.type('/cpu>50').press('enter', 'enter').sampled('a', 20);
	expect(rack.rows).toBe('');
	expect(rack.cursor).toBe('a');
	expect(rack.press('j').screen.nodes.isOpen).toBe(true);
	rack.type(':filter b').press('enter');
	expect(rack.screen.nodes.isOpen).toBe(false);
	expect(rack.cursor).toBe('b');
});

import {describe, expect, it} from 'vitest';
import {keymap} from '../../source/rules/keymap.ts';
import type {KeyContext} from '../../source/rules/keys/binding.ts';
import {canCarryOut} from '../../source/store/act.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

/** What the place itself has no answer for goes to these: in help and lists nothing else is pressed. */
const behind: Partial<Record<KeyContext, readonly KeyContext[]>> = {
	grid: ['nodes', 'everywhere'],
	commandLine: ['line', 'everywhere'],
	everywhere: ['nodes', 'events', 'log'],
};

describe('every key is carried out', () => {
	it.each(keymap.map(({context, action}) => [context, action] as const))(
		'%s: %s',
		(context, action) => {
			const places = [context, ...(behind[context] ?? ['everywhere' as const])];
			expect(places.some(place => canCarryOut(place, action))).toBe(true);
		},
	);
});

it('another tab leaves help and what is typed for the one before', () => {
	const rack = new ScreenedRack(['a']).press('?', 'alt-6');
	expect(rack.screen).toMatchObject({tab: 'events', help: undefined});
	expect(rack.press('1').screen.tab).toBe('nodes');
	rack.press('/').type('a').press('alt-6');
	expect(rack.screen).toMatchObject({tab: 'events', line: undefined, nodes: {filter: 'a'}});
	expect(rack.press('alt-1').screen.tab).toBe('nodes');
});

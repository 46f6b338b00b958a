import {describe, expect, test} from 'vitest';
import {ScreenedRack} from '../helpers/screened-rack.ts';

function rack(): ScreenedRack {
	return new ScreenedRack(['pi-1', 'pi-2']).sampled('pi-1', 50).sampled('pi-2', 50);
}

describe('w', () => {
	test('says why, and says it no longer on w or esc', () => {
		expect(rack().press('w').screen.nodes.pane).toBe('why');
		expect(rack().press('w', 'w').screen.nodes.pane).toBe('facts');
		expect(rack().press('w', 'esc').screen.nodes.pane).toBe('facts');
	});

	test('goes back before anything else does', () => {
		const {nodes} = rack().press('enter', 'w', 'esc').screen;
		expect(nodes).toMatchObject({pane: 'facts', isOpen: true});
	});

	test('opens nothing where no node is shown', () => {
		const empty = rack().type('/zzz').press('enter');
		expect(empty.press('w', 't').screen.nodes.pane).toBe('facts');
	});

	test('stays while the cursor goes to another node', () => {
		const moved = rack().press('w', 'j');
		expect(moved.screen.nodes.pane).toBe('why');
		expect(moved.cursor).toBe('pi-2');
	});
});

describe('left and right', () => {
	test('choose the chart of a detail that has the whole body', () => {
		expect(rack().press('enter', 'right').screen.nodes.series).toBe('memory');
		expect(rack().press('enter', 'left').screen.nodes.series).toBe('diskWrite');
	});

	test('choose nothing where there is no chart to choose for', () => {
		expect(rack().press('right').screen.nodes.series).toBeUndefined();
		expect(rack().press('enter', 'w', 'right').screen.nodes.series).toBeUndefined();
	});
});

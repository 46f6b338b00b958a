import {renderToString} from 'ink';
import {expect, it} from 'vitest';
import type {State} from '../../source/store/state.ts';
import {PlainView} from '../../source/views/PlainView.tsx';
import {FakeClock} from '../helpers/fake-clock.ts';
import {colourless} from '../helpers/frame.tsx';
import {homeRack, stateOf} from '../helpers/home-rack.ts';

function heard(state: State): string {
	const store = {
		getState: () => state,
		subscribe: () => () => undefined,
		dispatch: () => undefined,
	};
	return renderToString(
		<PlainView store={store} profile={colourless} clock={new FakeClock()} asked={0} />,
	);
}

it('says how to get help first', () => {
	expect(heard(stateOf(homeRack()))).toMatch(/^clusterdeck\. Press question mark for the keys/);
});

it('words that cannot be made are one line, and no end of the program', () => {
	const broken: State = {
		...stateOf(homeRack()),
		get nodes(): never {
			throw new Error('no \u001b[2Jsuch node');
		},
	};
	expect(heard(broken).trim()).toBe('what there is to say cannot be drawn: no ␛[2Jsuch node');
});

import {expect, it} from 'vitest';
import {asPlain} from '../../source/theme/plain-text.ts';
import {tell} from '../../source/views/plain-told.ts';
import {colourless} from '../helpers/frame.tsx';
import {type Shelf, shelfState} from '../helpers/shelf-rack.ts';

/** What is read aloud when the models are gone to. */
function read(shelf: Shelf): string {
	const {screen, ...rest} = shelfState(shelf);
	const profile = asPlain(colourless);
	let said: ReturnType<typeof tell> | undefined;
	for (const tab of ['nodes', 'nodes', 'models'] as const) {
		const state = screen && {...rest, screen: {...screen, tab}};
		said = state && tell(said, {state, screen: state.screen, profile}, 0);
	}

	return said?.lines.join('\n') ?? '';
}

it('by what the models are sorted is read aloud, where that is not as usual', () => {
	expect(read({models: {sort: 'size'}})).toContain('sorted by size');
	expect(read({models: {filter: 'qwen'}})).not.toContain('sorted');
});

import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {
	type EventSubject,
	matchesEvent,
	parseEventFilter,
} from '../../source/rules/event-filter.ts';

const down: EventSubject = {
	node: 'pi-storage' as NodeName,
	kind: 'down',
	words: ['unreachable', 'No route to host'],
};
const command: EventSubject = {
	node: 'login' as NodeName,
	kind: 'command',
	words: ['squeue -h --me -o %i'],
};
const config: EventSubject = {node: undefined, kind: 'config', words: ['configuration']};

function matches(text: string, subject: EventSubject): boolean {
	const filter = parseEventFilter(text);
	return filter.kind === 'filter' ? matchesEvent(filter, subject) : expect.unreachable(text);
}

describe('an event is shown by', () => {
	it.each([
		['', down, true],
		['!', down, true],
		['ROUTE', down, true],
		['no host', down, true],
		['no timed', down, false],
		['storage', down, true],
		['node:PI-', down, true],
		['node:pi-1', down, false],
		['node:pi', config, false],
		['kind:down', down, true],
		['kind:down', command, false],
		['kind:c', command, true],
		['kind:c', config, true],
		['!kind:command', down, true],
		['!kind:command', command, false],
		['! node:pi kind:down', down, false],
		['! node:pi kind:down', command, true],
		['-o', command, true],
	])('%j', (text, subject, isShown) => {
		expect(matches(text, subject)).toBe(isShown);
	});
});

it.each([
	['node:', 'Not a filter: node:. Try node:pi-1'],
	['node:pi[12]', 'Not a filter: node:pi[12]. Try node:pi-1'],
	['kind:job', 'Not a filter: kind:job. Try kind:down'],
	['kind:', 'Not a filter: kind:. Try kind:down'],
	['pi !!x', 'Not a filter: !!x. Try !kind:command'],
])('%j is no filter, and the sentence says which term', (text, problem) => {
	expect(parseEventFilter(text)).toEqual({kind: 'problem', problem});
});

it('takes whatever is typed and says yes or no', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), text => {
			const filter = parseEventFilter(text);
			expect(filter.kind === 'problem' || typeof matchesEvent(filter, down) === 'boolean').toBe(
				true,
			);
		}),
	);
});

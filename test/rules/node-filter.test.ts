import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {invertedText, matchesNode, parseNodeFilter} from '../../source/rules/node-filter.ts';
import type {NodeSubject} from '../../source/rules/node-subject.ts';
import {aSubject} from '../helpers/a-subject.ts';

const worker = aSubject('gpu-01', {
	role: 'Worker',
	tags: ['rtx', 'rack-2'],
	label: 'gpu-bound',
	values: {cpu: 0.87, memory: 0.57, gpu: 0.98, temperature: 71, disk: 0.43},
});
const lost = aSubject('pi-storage', {health: 'down', connection: 'backoff'});

function matches(text: string, subject: NodeSubject): boolean {
	const filter = parseNodeFilter(text);
	return filter.kind === 'filter' ? matchesNode(filter, subject) : expect.unreachable(text);
}

describe('a node is shown by', () => {
	it.each([
		['', true],
		['   ', true],
		['!', true],
		['gpu', true],
		['GPU-', true],
		['pi', false],
		['name:01', true],
		['role:work', true],
		['role:login', false],
		['tag:rack', true],
		['tag:2', false],
		['state:ok', true],
		['state:ready', true],
		['state:gpu', true],
		['state:down', false],
		['cpu>80', true],
		['cpu>87', false],
		['cpu>=87', true],
		['cpu<87', false],
		['cpu<=87', true],
		['mem>=57%', true],
		['memory<57.5', true],
		['gpu>90', true],
		['temp>70', true],
		['temp>=71°C', true],
		['temperature<71c', false],
		['DISK<50', true],
		['cpu>80 role:worker gpu-', true],
		['cpu>80 role:login gpu-', false],
		['!gpu', false],
		['!pi !role:login', true],
		['!cpu>90', true],
		['!cpu>80', false],
		['! cpu>80', false],
		['! cpu>90 gpu', true],
		['! !gpu', true],
	])('%s: %s', (text, isShown) => {
		expect(matches(text, worker)).toBe(isShown);
	});
});

it('what is unknown is neither over a limit nor not over it', () => {
	for (const comparison of ['cpu>0', 'cpu<1', 'temp>=0', 'disk<=100', '!gpu>50', '!gpu<50']) {
		expect(matches(comparison, lost)).toBe(false);
	}
});

it('the whole inverted shows exactly what it left out', () => {
	for (const text of ['gpu>50', 'pi', '!gpu', 'cpu>80 role:worker', 'state:down']) {
		for (const subject of [worker, lost]) {
			expect(matches(`! ${text}`, subject)).toBe(!matches(text, subject));
		}
	}
});

it('a state is one that is known: a node that is down has no label', () => {
	expect(matches('state:unknown', lost)).toBe(false);
	expect(matches('state:unknown', aSubject('pi-9', {health: 'unknown'}))).toBe(true);
	expect(matches('state:backoff', lost)).toBe(true);
});

it.each([
	['gpu>', 'Not a filter: gpu>. Try gpu>90'],
	['pi mem>x', 'Not a filter: mem>x. Try mem>90'],
	['temp>80%', 'Not a filter: temp>80%. Try temp>70'],
	['cpu>70c', 'Not a filter: cpu>70c. Try cpu>90'],
	['cpu=80', 'Not a filter: cpu=80. Try cpu>90'],
	['fan>80', 'Not a filter: fan>80. Try cpu>80'],
	['>80', 'Not a filter: >80. Try cpu>80'],
	['role:', 'Not a filter: role:. Try role:worker'],
	['!state:', 'Not a filter: !state:. Try state:down'],
	['user:pi', 'Not a filter: user:pi. Try role:worker'],
	['pi ! gpu', 'Not a filter: !. Try !gpu'],
	['((', 'Not a filter: ((. Try gpu'],
	['gpu-[01]', 'Not a filter: gpu-[01]. Try gpu-01'],
	['name:gpu-*', 'Not a filter: name:gpu-*. Try name:pi'],
	['state:((', 'Not a filter: state:((. Try state:down'],
	['state:flying', 'Not a filter: state:flying. Try state:down'],
	['!!gpu', 'Not a filter: !!gpu. Try !gpu'],
])('%s is no filter', (text, problem) => {
	expect(parseNodeFilter(text)).toEqual({kind: 'problem', problem});
});

it('what a problem proposes is a filter', () => {
	for (const text of [
		'gpu>',
		'disk<',
		'temp>',
		'temperature>',
		'x>',
		'tag:',
		'name:',
		'y:',
		'!!',
		'((',
		'pi-*',
		'state:x',
	]) {
		const parsed = parseNodeFilter(text);
		const proposed = parsed.kind === 'problem' ? (parsed.problem.split('Try ')[1] ?? '') : '';
		expect(proposed).not.toBe('');
		expect(parseNodeFilter(proposed).kind).toBe('filter');
	}
});

it('inverting the text twice gives the same filter', () => {
	expect(invertedText('gpu>90 pi')).toBe('! gpu>90 pi');
	expect(invertedText('! gpu>90 pi')).toBe('gpu>90 pi');
	expect(invertedText('!gpu')).toBe('! !gpu');
	expect(invertedText('')).toBe('! ');
	expect(invertedText('!')).toBe('');
});

it('no text throws, and each is a filter or a problem', () => {
	const word = fc.oneof(
		fc.string(),
		fc.constantFrom('cpu', '>', '<=', '!', ':', 'role', 'state', ' ', '80', '%', '°C', '__proto__'),
	);
	fc.assert(
		fc.property(fc.array(word), words => {
			const parsed = parseNodeFilter(words.join(''));
			return parsed.kind === 'problem' || typeof matchesNode(parsed, worker) === 'boolean';
		}),
	);
});

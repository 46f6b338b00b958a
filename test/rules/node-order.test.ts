import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {NodeSort} from '../../source/domain/screen.ts';
import {compareNames, nextSort, orderNodes} from '../../source/rules/node-order.ts';
import {aSubject} from '../helpers/a-subject.ts';

it('names stand as people count', () => {
	const inOrder = ['2', '10', 'gpu', 'gpu-1', 'pi-2', 'pi-10', 'pi-10a', 'pi-a'];
	expect(inOrder.toReversed().toSorted(compareNames)).toEqual(inOrder);
	expect(compareNames('gpu-1', 'gpu-01')).not.toBe(0);
});

it('the order of names is total: it has no rings and no ties', () => {
	const name = fc.stringMatching(/^[a-c0-2.-]{0,8}$/);
	fc.assert(
		fc.property(name, name, name, (one, other, third) => {
			expect(Math.sign(compareNames(one, other))).toBe(0 - Math.sign(compareNames(other, one)));
			expect(compareNames(one, other) === 0).toBe(one === other);
			const isRising = compareNames(one, other) <= 0 && compareNames(other, third) <= 0;
			return !isRising || compareNames(one, third) <= 0;
		}),
	);
});

const rack = [
	aSubject('a', {health: 'ok', values: {cpu: 0.1, temperature: 50}}),
	aSubject('b', {health: 'down'}),
	aSubject('c', {health: 'unknown', values: {gpu: 0}}),
	aSubject('d', {health: 'warning', values: {cpu: 0, temperature: 80}}),
	aSubject('e', {health: 'down', values: {cpu: 0.9}}),
	aSubject('f', {health: 'ok', values: {cpu: 0.1}}),
];

describe('nodes stand by', () => {
	it.each<readonly [NodeSort, string]>([
		['health', 'bedcaf'],
		['name', 'abcdef'],
		['cpu', 'eafdbc'],
		['gpu', 'cabdef'],
		['temperature', 'dabcef'],
		['disk', 'abcdef'],
	])('%s: %s', (sort, order) => {
		expect(
			orderNodes(rack, sort)
				.map(({name}) => name)
				.join(''),
		).toBe(order);
	});
});

it('the sorts follow each other in a ring, without a gpu past it', () => {
	const ring = (hasGpu: boolean): readonly NodeSort[] => {
		const seen: NodeSort[] = ['health'];
		for (let sort = nextSort('health', hasGpu); sort !== 'health'; sort = nextSort(sort, hasGpu)) {
			seen.push(sort);
		}

		return seen;
	};
	expect(ring(true)).toEqual(['health', 'name', 'cpu', 'memory', 'gpu', 'temperature', 'disk']);
	expect(ring(false)).toEqual(['health', 'name', 'cpu', 'memory', 'temperature', 'disk']);
	expect(nextSort('gpu', false)).toBe('temperature');
});

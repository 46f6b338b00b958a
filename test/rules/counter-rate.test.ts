import {expect, it} from 'vitest';
import {
	fractionOf,
	growth,
	intervalBetween,
	rateOf,
	wrappingGrowth,
} from '../../source/rules/counter-rate.ts';

it('a node that does not tell its boot id still has intervals', () => {
	const named = (uptimeSeconds: number) => ({uptimeSeconds, bootId: 'boot-1'});
	const nameless = (uptimeSeconds: number) => ({uptimeSeconds, bootId: undefined});
	expect(intervalBetween(nameless(10), nameless(12), 10)).toEqual({seconds: 2});
	expect(intervalBetween(nameless(10), named(12), 10)).toEqual({seconds: 2});
	expect(intervalBetween(named(10), nameless(12), 10)).toEqual({seconds: 2});
	expect(intervalBetween({...named(10), bootId: 'boot-0'}, named(12), 10)).toBeUndefined();
});

it('the shortest and the longest interval still count', () => {
	const at = (uptimeSeconds: number) => ({uptimeSeconds, bootId: 'boot-1'});
	expect(intervalBetween(at(0), at(0.15), 10)).toEqual({seconds: 0.15});
	expect(intervalBetween(at(0), at(10), 10)).toEqual({seconds: 10});
	expect(intervalBetween(at(0), at(0.14), 10)).toBeUndefined();
	expect(intervalBetween(at(0), at(10.01), 10)).toBeUndefined();
});

it('a counter that stood still grew by nothing, which is known', () => {
	expect(growth(7, 7)).toBe(0);
	expect(growth(7, 6)).toBeUndefined();
	expect(growth(undefined, 6)).toBeUndefined();
	expect(growth(7, undefined)).toBeUndefined();
	expect(rateOf(7, 7, {seconds: 2})).toBe(0);
	expect(rateOf(10, 40, {seconds: 2})).toBe(15);
});

it('a counter wraps at 32 bits, but not one that was already beyond them', () => {
	expect(wrappingGrowth(2 ** 32 - 10, 5, 100)).toBe(15);
	expect(wrappingGrowth(2 ** 32 - 10, 90, 100)).toBe(100);
	expect(wrappingGrowth(2 ** 32 - 10, 91, 100)).toBeUndefined();
	expect(wrappingGrowth(2 ** 32 + 10, 5, 100)).toBeUndefined();
	expect(wrappingGrowth(8, 8, 100)).toBe(0);
});

it('a share stays within 0 and 1, and of nothing there is none', () => {
	expect(fractionOf(1, 4)).toBe(0.25);
	expect(fractionOf(5, 4)).toBe(1);
	expect(fractionOf(-1, 4)).toBe(0);
	expect(fractionOf(0, 0)).toBeUndefined();
	expect(fractionOf(1, 0)).toBeUndefined();
	expect(fractionOf(undefined, 4)).toBeUndefined();
});

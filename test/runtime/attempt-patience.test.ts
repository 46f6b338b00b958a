import {describe, expect, test} from 'vitest';
import type {OllamaClient} from '../../source/clients/create-ollama-client.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import type {RouteCandidate} from '../../source/domain/routing.ts';
import {chooseRoute} from '../../source/rules/choose-route.ts';
import {patienceWith} from '../../source/runtime/attempt-patience.ts';
import {aLoadedModel, aRouteNode, aRouteRequest} from '../helpers/route-builders.ts';

function aCandidate(parts: Partial<RouteCandidate> = {}): RouteCandidate {
	const moment = {mode: 'resource-aware', nowMs: 0, nowWallMs: 0} as const;
	const {chosen} = chooseRoute(aRouteRequest(), [aRouteNode('a')], moment);
	return {...(chosen ?? expect.unreachable()), isWarm: false, ...parts};
}

type Asked = Pick<OllamaClient, 'readVersion' | 'listLoaded'>;

function aPatience(client: Partial<Asked>, chosen = aCandidate()) {
	const told: number[] = [];
	const asked: Asked = {
		readVersion: async () => succeeded('0.12.6'),
		listLoaded: async () => expect.unreachable(),
		...client,
	};
	const {onFirstLate, isWarm} = patienceWith({
		...{chosen, client: asked, elsewhere: () => undefined},
		onLonger: (_waitedMs, longerMs) => told.push(longerMs),
	});
	return {onFirstLate, isWarm, told};
}

const late = {kind: 'timedOut', where: 'a', afterMs: 10_000} as const;
const refused = {kind: 'refused', where: 'a'} as const;
const {signal: untilHeard} = new AbortController();

test('a load is waited for as long as its Ollama answers', async () => {
	const alive = aPatience({});
	expect(await alive.onFirstLate(30_000, untilHeard)).toBe(30_000);
	expect(alive.told).toEqual([30_000]);
	const dead = aPatience({readVersion: async () => failed(refused)});
	expect(await dead.onFirstLate(30_000, untilHeard)).toBeUndefined();
	expect(dead.told).toEqual([]);
});

test('what has begun to answer meanwhile is not told to be late', async () => {
	const first = new AbortController();
	const {onFirstLate, told} = aPatience({
		async readVersion(signal) {
			first.abort();
			expect(signal.aborted).toBe(true);
			return succeeded('0.12.6');
		},
	});
	expect(await onFirstLate(30_000, first.signal)).toBeUndefined();
	expect(told).toEqual([]);
});

describe('a model that our list had in memory', () => {
	const warm = aCandidate({isWarm: true});

	test('is stuck where its Ollama has it there now', async () => {
		const listLoaded = async () => succeeded([aLoadedModel({name: warm.model as never})]);
		const {onFirstLate, isWarm} = aPatience({listLoaded}, warm);
		expect(await onFirstLate(30_000, untilHeard)).toBeUndefined();
		expect(isWarm()).toBe(true);
	});

	test.each([
		['is not there any more', async () => succeeded([])],
		['is not told of while something loads', async () => failed(late)],
	])('is being loaded again where it %s', async (_, listLoaded) => {
		const {onFirstLate, isWarm, told} = aPatience({listLoaded}, warm);
		expect(await onFirstLate(30_000, untilHeard)).toBe(30_000);
		expect(isWarm()).toBe(false);
		expect(told).toEqual([30_000]);
	});

	test('is looked for once: after that it is a load like any other', async () => {
		let times = 0;
		const listLoaded = async () => {
			times += 1;
			return succeeded(times === 1 ? [] : [aLoadedModel({name: warm.model as never})]);
		};
		const {onFirstLate} = aPatience({listLoaded}, warm);
		await onFirstLate(30_000, untilHeard);
		expect(await onFirstLate(60_000, untilHeard)).toBe(30_000);
		expect(times).toBe(1);
	});

	test('is the fault of its node where that says nothing at all', async () => {
		const silent = {readVersion: async () => failed(late), listLoaded: async () => failed(late)};
		const {onFirstLate, isWarm} = aPatience(silent, warm);
		expect(await onFirstLate(30_000, untilHeard)).toBeUndefined();
		expect(isWarm()).toBe(true);
	});
});

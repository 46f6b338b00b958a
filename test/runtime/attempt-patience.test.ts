import {expect, test} from 'vitest';
import type {OllamaClient} from '../../source/clients/create-ollama-client.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import type {RouteCandidate} from '../../source/domain/routing.ts';
import {chooseRoute} from '../../source/rules/choose-route.ts';
import {patienceWith} from '../../source/runtime/attempt-patience.ts';
import {aRouteNode, aRouteRequest} from '../helpers/route-builders.ts';

function aCandidate(parts: Partial<RouteCandidate> = {}): RouteCandidate {
	const moment = {mode: 'resource-aware', nowMs: 0, nowWallMs: 0} as const;
	const {chosen} = chooseRoute(aRouteRequest(), [aRouteNode('a')], moment);
	return {...(chosen ?? expect.unreachable()), isWarm: false, ...parts};
}

type Asked = Pick<OllamaClient, 'readVersion'>;

function aPatience(client: Partial<Asked>, chosen = aCandidate()) {
	const told: number[] = [];
	const asked: Asked = {readVersion: async () => succeeded('0.12.6'), ...client};
	const onFirstLate = patienceWith({
		...{chosen, client: asked, elsewhere: () => undefined},
		onLonger: (_waitedMs, longerMs) => told.push(longerMs),
	});
	return {onFirstLate, told};
}

test('a load is waited for as long as its Ollama answers', async () => {
	const {signal} = new AbortController();
	const alive = aPatience({});
	expect(await alive.onFirstLate(30_000, signal)).toBe(30_000);
	expect(alive.told).toEqual([30_000]);
	const where = 'a' as NodeName;
	const dead = aPatience({readVersion: async () => failed({kind: 'refused', where})});
	expect(await dead.onFirstLate(30_000, signal)).toBeUndefined();
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

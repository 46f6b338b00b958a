import fc from 'fast-check';
import type {NodeName} from '../../source/domain/ids.ts';
import type {Breaker, RouteNode, RouteRequest} from '../../source/domain/routing.ts';
import {closedBreaker} from '../../source/rules/breaker.ts';
import {
	aLoadedModel,
	anInstalledModel,
	aRoutedRequest,
	aRouteNode,
	aRouteRequest,
	gigabyte,
	small,
	someRates,
	someTerms,
} from './route-builders.ts';

/** When the requests of these racks are routed. */
export const nowMs = 1_000_000;

const breaker: fc.Arbitrary<Breaker> = fc.oneof(
	{weight: 4, arbitrary: fc.constant(closedBreaker)},
	fc.record({
		state: fc.constant('open' as const),
		untilMs: fc.integer({min: nowMs - 5000, max: nowMs + 5000}),
		openedTimes: fc.constant(1),
	}),
	fc.record({
		state: fc.constant('halfOpen' as const),
		isTrying: fc.boolean(),
		openedTimes: fc.constant(1),
	}),
);

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, {nil: undefined});

const rates = fc.record({
	prefillTokensPerSecond: maybe(fc.oneof(fc.integer({min: 20, max: 5000}), fc.constant(1000))),
	// Half of them about as fast as each other: there the choice is not only which is the fastest.
	decodeTokensPerSecond: maybe(
		fc.oneof(fc.integer({min: 1, max: 300}), fc.constantFrom(9, 9.5, 10, 10.5, 11, 12)),
	),
	loadBytesPerSecond: maybe(fc.integer({min: 4e7, max: 2e9})),
	successFraction: maybe(fc.double({min: 0, max: 1, noNaN: true})),
	outputTokens: maybe(fc.integer({min: 16, max: 2000})),
	answers: fc.integer({min: 0, max: 50}),
});

const request = fc.record({
	terms: fc
		.record({loadS: fc.constantFrom(0, 20), decodeS: fc.integer({min: 1, max: 60})})
		.map(someTerms),
	sentAtMs: maybe(fc.integer({min: nowMs - 60_000, max: nowMs})),
	firstTokenAtMs: maybe(fc.integer({min: nowMs - 5000, max: nowMs})),
});

const fields = fc.record({
	service: fc.oneof(
		{weight: 8, arbitrary: fc.constant({state: 'serving'} as const)},
		fc.constant({state: 'unreachable', failure: undefined} as const),
		fc.constant({state: 'notServing', failure: undefined} as const),
	),
	installed: fc.oneof(
		{weight: 8, arbitrary: fc.constant([anInstalledModel()])},
		fc.constant([]),
		fc.constant(undefined),
		fc.constant([anInstalledModel({capabilities: ['embedding']})]),
	),
	loaded: fc.constantFrom(
		[aLoadedModel()],
		[],
		[aLoadedModel({name: 'other:latest' as typeof small, sizeBytes: 5 * gigabyte})],
	),
	slots: fc.integer({min: 1, max: 4}),
	inFlight: fc.array(request.map(aRoutedRequest), {maxLength: 10}),
	memoryAvailableBytes: maybe(fc.integer({min: 5e8, max: 8e9})),
	vramFreeBytes: fc.oneof(
		{weight: 3, arbitrary: fc.constant(undefined)},
		fc.integer({min: 0, max: 24e9}),
	),
	temperatureCelsius: maybe(fc.integer({min: 30, max: 95})),
	throttling: fc.constantFrom(undefined, 'none', 'soft', 'hard'),
	isSwapInUse: fc.boolean(),
	cpuLoadFraction: maybe(fc.double({min: 0, max: 1, noNaN: true})),
	rates: fc.oneof(
		rates.map(measured => new Map([[small, someRates(measured)]])),
		fc.constant(new Map()),
	),
	breaker,
	modelBreakers: breaker.map(ofModel => new Map([[small, ofModel]])),
	lastUsedAtMs: maybe(fc.integer({min: 0, max: nowMs})),
	cached: fc.constantFrom([], [{session: 'chat', model: small, tokens: 80}]),
});

/** Nodes of every state and speed that a rack may have. */
export const someNodes: fc.Arbitrary<readonly RouteNode[]> = fc
	.array(fields, {minLength: 1, maxLength: 8})
	.map(all => all.map((one, index) => aRouteNode(`n${index}`, one)));

export const someRequest: fc.Arbitrary<RouteRequest> = fc
	.record({
		promptTokens: fc.integer({min: 1, max: 4000}),
		outputTokens: maybe(fc.integer({min: 1, max: 1000})),
		session: fc.constantFrom(undefined, 'chat'),
		node: fc.constantFrom<Array<NodeName | undefined>>(undefined, undefined, 'n1' as NodeName),
		tried: fc.subarray<NodeName>(['n0' as NodeName, 'n3' as NodeName]),
	})
	.map(aRouteRequest);

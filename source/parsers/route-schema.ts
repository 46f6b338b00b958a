import * as z from 'zod';
import {isNodeName} from '../domain/grammar.ts';
import type {NodeName} from '../domain/ids.ts';
import type {RouteDecision, RouteRejection} from '../domain/routing.ts';
import {failureSchema} from './failure-schema.ts';
import {maybe} from './maybe.ts';

const amount = z.number();
const node = z.custom<NodeName>(value => typeof value === 'string' && isNodeName(value));

const terms = z.object({
	waitS: amount,
	loadS: amount,
	evictionS: amount,
	prefillS: amount,
	decodeS: amount,
	factors: z.array(
		z.object({
			reason: z.enum([
				...['throttled', 'hot', 'littleMemory', 'swapping', 'failsOften', 'spills'],
			] as const),
			factor: amount,
		}),
	),
	totalS: amount,
});

const candidate = z.object({
	node,
	model: z.string(),
	digest: z.string(),
	terms,
	isWarm: z.boolean(),
	inFlight: z.int(),
	slots: z.int(),
	lastUsedAtMs: maybe(amount),
	temperatureCelsius: maybe(amount),
	cachedTokens: amount,
	affinity: maybe(amount),
	answers: amount,
});

const rejection: z.ZodType<RouteRejection> = z.discriminatedUnion('reason', [
	z.object({
		...{reason: z.literal(['unreachable', 'notServing']), failure: maybe(failureSchema)},
		answered: maybe(z.object({agoMs: maybe(amount)})),
	}),
	z.object({
		reason: z.literal([
			...(['notRead', 'notInstalled', 'triedAlready', 'notAsked', 'throttled'] as const),
			'noEstimate',
		]),
	}),
	z.object({reason: z.literal('lacksCapability'), capability: z.string()}),
	z.object({
		reason: z.literal('tooBig'),
		needsBytes: amount,
		freeBytes: amount,
		memory: z.enum(['gpu', 'main']),
	}),
	z.object({reason: z.literal('full'), inFlight: amount}),
	z.object({reason: z.literal(['breakerOpen', 'modelBreakerOpen']), retryInMs: amount}),
]);

/** A decision that was written down, as it was made (domain/routing.ts). */
export const routeDecisionSchema: z.ZodType<RouteDecision> = z.object({
	mode: z.enum(['resource-aware', 'least-loaded', 'round-robin', 'affinity']),
	model: z.string(),
	promptTokens: amount,
	outputTokens: amount,
	chosen: maybe(candidate),
	because: maybe(
		z.enum([
			...['fastest', 'rotation', 'affinity', 'leastLoaded', 'nextInTurn', 'onlyOne', 'asked'],
		] as const),
	),
	candidates: z.array(candidate),
	rejected: z.array(z.intersection(z.object({node}), rejection)),
});

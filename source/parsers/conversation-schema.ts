import * as z from 'zod';
import type {AnswerRemark, Attempt, Turn} from '../domain/chat.ts';
import type {ConversationRecord} from '../domain/conversation.ts';
import {isModelName, isNodeName} from '../domain/grammar.ts';
import type {ModelName, NodeName} from '../domain/ids.ts';
import type {AnswerUsage, ChatMessage} from '../domain/ollama.ts';
import {failureSchema} from './failure-schema.ts';
import {maybe} from './maybe.ts';
import {routeDecisionSchema} from './route-schema.ts';

const text = z.string();
/** As far as a date goes (ECMA-262, 21.4.1.1). */
const wallMs = z.number().min(0).max(8.64e15);
const milliseconds = maybe(z.number().min(0));
const count = maybe(z.int().min(0));

const message: z.ZodType<ChatMessage> = z.object({
	role: z.enum(['system', 'user', 'assistant', 'tool']),
	content: text,
	thinking: maybe(text),
	images: maybe(z.array(text)),
	toolCalls: maybe(z.array(z.object({name: text, arguments: z.unknown()}))),
	toolName: maybe(text),
});

const usage: z.ZodType<AnswerUsage> = z.object({
	promptTokens: count,
	outputTokens: count,
	loadMs: milliseconds,
	promptMs: milliseconds,
	outputMs: milliseconds,
	totalMs: milliseconds,
});

const outcome = z.discriminatedUnion('state', [
	z.object({state: z.literal('answered'), reason: text}),
	z.object({state: z.literal('failed'), failure: failureSchema}),
	z.object({state: z.literal('cancelled')}),
]);

const nodeName = z.custom<NodeName>(value => typeof value === 'string' && isNodeName(value));
const modelName = z.custom<ModelName>(value => typeof value === 'string' && isModelName(value));

const attempt: z.ZodType<Attempt> = z.object({
	node: nodeName,
	digest: maybe(text),
	startedWallMs: wallMs,
	firstTokenMs: milliseconds,
	tookMs: z.number().min(0),
	thinkingMs: milliseconds,
	isWarm: z.boolean(),
	temperatureCelsius: maybe(z.number()),
	outcome,
	partial: maybe(message),
	usage: maybe(usage),
	decision: routeDecisionSchema,
});

const turn: z.ZodType<Turn> = z.object({
	id: text,
	question: message,
	answer: message,
	model: modelName,
	attempts: z.array(attempt).min(1),
});

const about = {node: nodeName, model: text};
const remark: z.ZodType<AnswerRemark> = z.discriminatedUnion('kind', [
	z.object({kind: z.literal('promptCut'), ...about, readTokens: z.number()}),
	z.object({
		...{kind: z.literal('otherModel'), ...about, digest: text, otherDigest: text},
		than: z.union([z.literal('before'), nodeName]),
	}),
]);

const after = maybe(text);
const typed = maybe(
	z.object({
		text,
		files: z.array(
			z.object({name: text, sizeBytes: z.int().min(0), kind: z.enum(['text', 'image'])}),
		),
	}),
);
const option = z.union([z.number(), text, z.boolean(), z.array(text)]);
const settings = z.object({
	system: maybe(text),
	model: maybe(text),
	node: maybe(text),
	routing: maybe(z.enum(['resource-aware', 'least-loaded', 'round-robin', 'affinity'])),
	think: maybe(z.union([z.boolean(), z.enum(['low', 'medium', 'high'])])),
	options: maybe(z.record(text, option)),
});
const lineNumber = z.int().min(1);

/** A record of a conversation that is known to this program (domain/conversation.ts). */
export const recordSchema: z.ZodType<ConversationRecord> = z.discriminatedUnion('type', [
	z.object({
		type: z.literal('opened'),
		wallMs,
		schema: z.int().min(1),
		id: text,
		forkedFrom: maybe(z.object({id: text, turn: text})),
		system: maybe(text),
	}),
	z.object({
		...{type: z.literal('turn'), wallMs, after, turn},
		...{instead: maybe(text), isAside: maybe(z.boolean()), typed},
		// A turn is worth more than what is told beside it: of those that this program does not know none is.
		remarks: maybe(z.array(remark)).catch(undefined),
	}),
	z.object({
		type: z.literal('interrupted'),
		wallMs,
		after,
		question: message,
		attempts: z.array(attempt),
		typed,
		killed: maybe(z.object({turn: text})),
	}),
	z.object({type: z.literal('renamed'), wallMs, title: text}),
	z.object({type: z.literal(['deleted', 'undeleted']), wallMs}),
	z.object({type: z.literal('rewound'), wallMs, to: maybe(text)}),
	z.object({type: z.literal('settings'), wallMs, settings}),
	z.object({type: z.literal('image'), wallMs, id: text, base64: text}),
	z.object({
		type: z.literal('mended'),
		wallMs,
		leftOut: z.array(z.tuple([lineNumber, lineNumber])),
	}),
]);

const known = z.object({
	type: z.enum([
		'opened',
		'turn',
		'interrupted',
		'renamed',
		'deleted',
		'undeleted',
		'rewound',
		'settings',
		'image',
		'mended',
	]),
});

/** Whether a record says that it is of a kind that this program knows. */
export function isKnownType(value: unknown): boolean {
	return known.safeParse(value).success;
}

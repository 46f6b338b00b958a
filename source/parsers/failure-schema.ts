import * as z from 'zod';
import type {Failure} from '../domain/failure.ts';
import {maybe} from './maybe.ts';

const text = z.string();
const base = {where: text};
const line = z.int().min(1);

const recorded = z.object({file: text, line, isRevoked: z.boolean(), fingerprint: maybe(text)});

/** A failure that was written down, as it was (domain/failure.ts). */
export const failureSchema: z.ZodType<Failure> = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal(['refused', 'restrictedShell', 'cancelled', 'diskFull', 'missing']),
		...base,
	}),
	z.object({
		kind: z.literal(['unreachable', 'denied', 'rejected', 'unsupported']),
		...base,
		reason: text,
	}),
	z.object({kind: z.literal(['unparseable', 'protocol']), ...base, problem: text}),
	z.object({kind: z.literal('timedOut'), ...base, afterMs: maybe(z.number())}),
	z.object({kind: z.literal('authFailed'), ...base, user: text}),
	z.object({kind: z.literal('hostKeyUnknown'), ...base, fingerprint: text, keyType: text}),
	z.object({
		kind: z.literal('hostKeyMismatch'),
		...base,
		keyType: text,
		fingerprint: text,
		name: text,
		files: z.array(text),
		recorded,
	}),
	z.object({kind: z.literal('needsPassphrase'), ...base, keyFile: text}),
	z.object({
		kind: z.literal('exited'),
		...base,
		exitCode: maybe(z.int()),
		signal: maybe(text),
		stderr: text,
	}),
	z.object({kind: z.literal('tooLarge'), ...base, limitBytes: z.number()}),
]);

import * as z from 'zod';
import type {DeedProgress, LayerProgress} from '../domain/model-deed.ts';

/** What one line of a pull tells; `layer` of the lines about one. */
export type PullStatus = {
	/** Undefined: a word that is not known here. */
	readonly step: DeedProgress['step'] | undefined;
	readonly layer: LayerProgress | undefined;
};

const line = z.object({
	status: z.string(),
	digest: z.string().optional().catch(undefined),
	total: z.number().optional().catch(undefined),
	completed: z.number().optional().catch(undefined),
});

const steps: ReadonlyArray<readonly [begin: string, step: DeedProgress['step']]> = [
	['pulling manifest', 'manifest'],
	['pulling ', 'layers'],
	['verifying ', 'verifying'],
	['writing manifest', 'writing'],
	['removing ', 'removing'],
	['using existing layer', 'writing'],
	['creating new layer', 'writing'],
];

/**
 * A line of POST /api/pull, and of /api/create, which pulls what it is made from:
 *
 *     {"status":"pulling manifest"}
 *     {"status":"pulling dde5aa3fc5ff","digest":"sha256:dde5aa...","total":2019377376,"completed":241970}
 *     {"status":"verifying sha256 digest"}
 *
 * `completed` is left out while it is 0. A model of many small blobs is told of as one, `sha256:model`. Undefined: it
 * tells no status.
 * https://github.com/ollama/ollama/blob/main/docs/api.md#pull-a-model
 */
export function parsePullStatus(value: unknown): PullStatus | undefined {
	const read = line.safeParse(value);
	if (!read.success) {
		return undefined;
	}

	const {status, digest, total, completed = 0} = read.data;
	const [, hex, all] = /^sha256:(?:([0-9a-f]{12})[0-9a-f]{52}|(model))$/.exec(digest ?? '') ?? [];
	const name = hex ?? all;
	const isLayer = name !== undefined && isCount(total) && isCount(completed);
	return {
		step: steps.find(([begin]) => status.startsWith(begin))?.[1],
		layer: isLayer
			? {digest: name, totalBytes: total, completedBytes: Math.min(completed, total)}
			: undefined,
	};
}

function isCount(value: number | undefined): value is number {
	return Number.isSafeInteger(value) && (value ?? -1) >= 0;
}

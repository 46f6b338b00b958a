import type {Result} from './result.ts';

/** Bounded reading of small files, here or on a node. */
export type ReadFile = (path: string, maxBytes: number) => Promise<Result<string>>;

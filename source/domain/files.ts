import type {Result} from './result.ts';

/** Bounded reading of small files, here or on a node. */
export type ReadFile = (path: string, maxBytes: number) => Promise<Result<string>>;

/** The names in a folder, sorted; never more than `maxEntries`. */
export type ListFolder = (path: string, maxEntries: number) => Promise<Result<readonly string[]>>;

/** The files of a node, by their path on it. */
export type NodeFiles = {readonly readFile: ReadFile; readonly listFolder: ListFolder};

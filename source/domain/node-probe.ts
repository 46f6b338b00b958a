import type {Filesystem, NodeFacts} from './node-facts.ts';
import type {NodeSample} from './node-sample.ts';
import type {Result} from './result.ts';

/**
 * How a node is read, whatever is between it and us. Each lane has its own pace (runtime/poll-node.ts) and its own
 * deadline; a lane that hangs delays no other.
 */
export type NodeProbe = {
	readonly readFacts: (signal: AbortSignal) => Promise<Result<NodeFacts>>;
	readonly readSample: (signal: AbortSignal) => Promise<Result<NodeSample>>;
	readonly readFilesystems: (signal: AbortSignal) => Promise<Result<readonly Filesystem[]>>;
	readonly close: () => void;
};

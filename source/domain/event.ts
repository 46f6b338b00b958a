import type {Config, ConfigProblem} from './config.ts';
import type {Failure} from './failure.ts';
import type {NodeName} from './ids.ts';
import type {Filesystem, NodeFacts} from './node-facts.ts';
import type {NodeSample} from './node-sample.ts';

/** Every fact that can happen: the first table of the program. `atMs` is monotonic, `wallMs` since 1970. */
export type Event =
	| {readonly type: 'clock/ticked'; readonly atMs: number; readonly wallMs: number}
	| {readonly type: 'config/loaded'; readonly config: Config; readonly atMs: number}
	| {
			readonly type: 'config/rejected';
			readonly problems: readonly ConfigProblem[];
			readonly atMs: number;
	  }
	| NodeEvent;

export type NodeEvent =
	| {
			readonly type: 'node/described';
			readonly node: NodeName;
			readonly facts: NodeFacts;
			readonly atMs: number;
	  }
	| {
			readonly type: 'node/sampled';
			readonly node: NodeName;
			readonly sample: NodeSample;
			readonly atMs: number;
			readonly tookMs: number;
	  }
	| {
			readonly type: 'node/sampleFailed';
			readonly node: NodeName;
			readonly failure: Failure;
			readonly atMs: number;
			readonly retryInMs: number;
	  }
	| {
			readonly type: 'node/filesystemsMeasured';
			readonly node: NodeName;
			readonly filesystems: readonly Filesystem[];
			readonly atMs: number;
	  }
	| {
			readonly type: 'node/filesystemsFailed';
			readonly node: NodeName;
			readonly failure: Failure;
			readonly atMs: number;
	  };

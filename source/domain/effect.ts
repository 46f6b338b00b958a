import type {NodeConfig} from './config.ts';
import type {NodeName} from './ids.ts';

/** Every request that a reducer can make: the second table of the program. runtime/run-effect.ts carries them out. */
export type Effect =
	| {readonly type: 'startPolling'; readonly node: NodeConfig}
	| {readonly type: 'stopPolling'; readonly node: NodeName};

import type {NodeConfig} from './config.ts';
import type {NodeName} from './ids.ts';

/** Every request that a reducer can make: the second table of the program. runtime/run-effect.ts carries them out. */
export type Effect =
	| {readonly type: 'startPolling'; readonly node: NodeConfig}
	| {readonly type: 'stopPolling'; readonly node: NodeName}
	/** Dial now, whatever its back-off says. */
	| {readonly type: 'retryNode'; readonly node: NodeConfig}
	/** Draw the whole screen anew: something else wrote on it. */
	| {readonly type: 'repaint'}
	/** Give the terminal back and stop, as the shell's job control has it. */
	| {readonly type: 'suspend'}
	| {readonly type: 'quit'};

import type {NodeConfig} from '../domain/config.ts';
import {unknownLabel} from '../rules/label.ts';
import {noLimits} from '../rules/threshold-crossing.ts';
import {newOllama} from './ollama.ts';
import type {NodeState} from './state.ts';

/** A node that nobody has heard of yet. */
export function newNode(config: NodeConfig, atMs: number): NodeState {
	return {
		config,
		connection: {state: config.isEnabled ? 'idle' : 'disabled'},
		carrier: {transport: config.isLocal ? 'local' : 'ssh2', transportReason: undefined},
		connectedAtMs: undefined,
		facts: {state: 'loading'},
		reading: {state: 'loading'},
		filesystems: {state: 'loading'},
		ollama: newOllama(config),
		label: unknownLabel(atMs),
		limits: noLimits,
		health: 'unknown',
		healthReasons: [],
		samples: 0,
		history: {length: 0, version: 0},
	};
}

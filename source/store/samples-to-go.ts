import {fewestSamples} from '../rules/label.ts';
import type {NodeState} from './state.ts';

/** Until the node can have a label; undefined where it has one. */
export function samplesToGo({label: {label, window}}: NodeState): number | undefined {
	return label.name === 'unknown' ? Math.max(1, fewestSamples - window.length) : undefined;
}

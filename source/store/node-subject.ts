import {loadedValue} from '../domain/loadable.ts';
import type {Filesystem} from '../domain/node-facts.ts';
import {memoryFraction} from '../rules/memory-figures.ts';
import {usedFraction} from '../rules/node-health.ts';
import type {NodeSubject} from '../rules/node-subject.ts';
import {nodeTemperature} from '../rules/node-temperature.ts';
import {largestOf} from '../rules/sample-window.ts';
import {heldReading, type NodeState} from './state.ts';

const subjects = new WeakMap<NodeState, NodeSubject>();

/** What the table shows of a node; the same object for the same node. */
export function nodeSubject(node: NodeState): NodeSubject {
	const known = subjects.get(node);
	if (known !== undefined) {
		return known;
	}

	const {config, health, label, connection} = node;
	const subject: NodeSubject = {
		...{name: config.name, role: config.role, tags: config.tags},
		...{health, label: label.label.name, connection: connection.state},
		values: valuesOf(node),
	};
	subjects.set(node, subject);
	return subject;
}

const nothingKnown: NodeSubject['values'] = {
	cpu: undefined,
	memory: undefined,
	gpu: undefined,
	temperature: undefined,
	disk: undefined,
};

function valuesOf(node: NodeState): NodeSubject['values'] {
	const held = heldReading(node);
	if (held === undefined) {
		return nothingKnown;
	}

	const {cpu, memory, gpus, temperatures} = held.figures;
	return {
		cpu: cpu.loadFraction,
		memory: memoryFraction(memory),
		gpu: largestOf(gpus.map(gpu => gpu.utilizationFraction)),
		temperature: nodeTemperature(temperatures)?.celsius,
		disk: diskFraction(loadedValue(node.filesystems) ?? []),
	};
}

/** The root; where it is not told, or does not answer, the fullest. */
function diskFraction(filesystems: readonly Filesystem[]): number | undefined {
	const measured = filesystems.filter(filesystem => filesystem.state === 'measured');
	const root = measured.find(({mount}) => mount === '/');
	return root === undefined ? largestOf(measured.map(usedFraction)) : usedFraction(root);
}

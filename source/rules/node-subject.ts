import type {Connection} from '../domain/connection.ts';
import type {Health} from '../domain/health.ts';
import type {LabelName} from '../domain/label.ts';
import type {NodeName} from '../domain/ids.ts';

/** What the table shows of a node, as numbers: what it is filtered and sorted by. Unknown also while it is lost. */
export type NodeSubject = {
	readonly name: NodeName;
	readonly role: string | undefined;
	readonly tags: readonly string[];
	readonly health: Health;
	readonly label: LabelName;
	readonly connection: Connection['state'];
	readonly values: Readonly<Record<NodeValueName, number | undefined>>;
};

/**
 * Shares as fractions, the temperature in degrees Celsius. `gpu` is the busiest one, `disk` the root filesystem, or the
 * fullest where the root is not told.
 */
export type NodeValueName = 'cpu' | 'memory' | 'gpu' | 'temperature' | 'disk';

import type {NodeName} from '../../source/domain/ids.ts';
import type {NodeSubject} from '../../source/rules/node-subject.ts';

type SubjectParts = Partial<Omit<NodeSubject, 'name' | 'values'>> & {
	readonly values?: Partial<NodeSubject['values']>;
};

/** A healthy node of which nothing is known but its name. */
export function aSubject(name = 'pi-1', {values, ...parts}: SubjectParts = {}): NodeSubject {
	return {
		name: name as NodeName,
		role: undefined,
		tags: [],
		health: 'ok',
		label: 'unknown',
		connection: 'ready',
		values: {
			cpu: undefined,
			memory: undefined,
			gpu: undefined,
			temperature: undefined,
			disk: undefined,
			...values,
		},
		...parts,
	};
}

import type {Health} from '../../source/domain/health.ts';
import type {NodeState} from '../../source/store/state.ts';
import {aNode, lostNode, quiet} from './home-rack.ts';

const named = (kind: string, count: number, digits: number): readonly string[] =>
	Array.from({length: count}, (_, index) => `${kind}-${String(index + 1).padStart(digits, '0')}`);

const warnings: ReadonlySet<string> = new Set(['pi-058', 'pi-140', 'gpu-009', 'login-5']);

/** The rack of the grid in SCREENS: 160 small machines, 32 with a gpu and 8 to log in on; every load another. */
export function gridRack(): readonly NodeState[] {
	return [...named('pi', 160, 3), ...named('gpu', 32, 3), ...named('login', 8, 1)].map(gridNode);
}

function gridNode(name: string, place: number): NodeState {
	if (name === 'gpu-030') {
		return lostNode(name);
	}

	const health: Health = warnings.has(name) ? 'warning' : name === 'pi-155' ? 'unknown' : 'ok';
	const load = ((place * 37) % 100) / 100;
	const gpu = name.startsWith('gpu') ? {gpu: 1 - load} : {};
	const node = aNode(name, {...quiet, cpu: load, celsius: 40 + load * 50, ...gpu, health});
	return health === 'unknown' ? {...node, connection: {state: 'connecting'}} : node;
}

import type {Health} from '../domain/health.ts';
import type {NodeState} from './state.ts';

/**
 * How a node is told in documents and lists, which are read once: one that missed a poll is to be looked at. On the
 * screen its shape stays, its row dims and says how old its values are (SCREENS 3, freshness). One that waits for a person
 * is down here, where nobody can be asked.
 */
export function toldHealth({connection, health}: Pick<NodeState, 'connection' | 'health'>): Health {
	if (health === 'unknown' && 'failure' in connection) {
		return 'down';
	}

	return connection.state === 'degraded' && health === 'ok' ? 'warning' : health;
}

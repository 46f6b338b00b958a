import type {Health} from '../domain/health.ts';
import type {SlurmNode} from '../domain/partition.ts';

/** https://slurm.schedmd.com/sinfo.html#SECTION_NODE-STATE-CODES: nobody can work there. */
const down: ReadonlySet<string> = new Set(['DOWN', 'ERROR', 'FAIL', 'INVAL', 'NOT_RESPONDING']);
/** No new job begins there, as somebody wished. */
const closed: ReadonlySet<string> = new Set([
	...['DRAIN', 'DRAINED', 'DRAINING', 'FAILING', 'MAINT', 'MAINTENANCE'],
	...['PERFCTRS', 'REBOOT', 'REBOOT_ISSUED', 'REBOOT_REQUESTED', 'RESERVED'],
]);
const open: ReadonlySet<string> = new Set([
	...['IDLE', 'MIXED', 'ALLOCATED', 'COMPLETING', 'PLANNED', 'BLOCKED', 'POWERING_UP'],
]);

/** What its cluster thinks of a node; `unknown` is also one that sleeps, or is not there yet. */
export function slurmNodeHealth({states}: Pick<SlurmNode, 'states'>): Health {
	if (states.some(state => down.has(state))) {
		return 'down';
	}

	if (states.some(state => closed.has(state))) {
		return 'warning';
	}

	return states.length > 0 && states.every(state => open.has(state)) ? 'ok' : 'unknown';
}

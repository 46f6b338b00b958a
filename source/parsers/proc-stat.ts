/**
 * /proc/stat: time that the cores spent in each state since boot, in ticks.
 *
 *     cpu  2255 34 2290 22625563 6290 127 456 0 0 0
 *     cpu0 1132 34 1441 11311718 3675 127 438 0 0 0
 *     intr 114930548 113199788 3 0 5 263 0 4
 *
 * https://docs.kernel.org/filesystems/proc.html#miscellaneous-kernel-statistics-in-proc-stat
 */
import type {CoreTicks, CpuTicks} from '../domain/node-sample.ts';
import type {Parsed} from '../domain/parsed.ts';
import {fieldsOf, linesOf} from './lines.ts';
import {parseCounters} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

export type ProcStat = {
	readonly cpu: CpuTicks | undefined;
	/** In the order of their numbers; a core that is offline has no line. */
	readonly cores: readonly CoreTicks[];
};

/** user, nice, system, idle: what every kernel since 2.4 prints. */
const fewestStates = 4;

/** Lines that do not begin with `cpu` count interrupts and forks: nothing here shows them. */
export function parseProcStat(text: string): Parsed<ProcStat> {
	const problems = createProblemList('/proc/stat');
	const ticksOfName = new Map<string, CpuTicks>();
	let states = fewestStates;
	for (const line of linesOf(text)) {
		if (!line.startsWith('cpu')) {
			continue;
		}

		const [name = ''] = line.split(' ', 1);
		const fields = fieldsOf(line.slice(name.length));
		const ticks = parseTicks(fields);
		if (!/^cpu\d{0,5}$/.test(name) || ticks === undefined) {
			problems.add(line, 'not a line of tick counters');
		} else if (fields.length < states) {
			problems.add(line, 'fewer counters than the line before: cut off');
		} else if (ticksOfName.has(name)) {
			problems.add(line, 'the same core again');
		} else {
			ticksOfName.set(name, ticks);
			states = fields.length;
		}
	}

	return {
		value: {cpu: ticksOfName.get('cpu'), cores: coresOf(ticksOfName)},
		problems: problems.problems,
	};
}

/** A state that an old kernel does not tell apart (steal came with 2.6.11) is undefined. */
function parseTicks(fields: readonly string[]): CpuTicks | undefined {
	const counters = parseCounters(fields);
	if (counters === undefined || counters.length < fewestStates) {
		return undefined;
	}

	const [user = 0, nice = 0, system = 0, idle = 0, iowait, irq, softirq, steal] = counters;
	return {user, nice, system, idle, iowait, irq, softirq, steal};
}

function coresOf(ticksOfName: ReadonlyMap<string, CpuTicks>): readonly CoreTicks[] {
	return [...ticksOfName]
		.filter(([name]) => name !== 'cpu')
		.map(([name, ticks]) => ({core: Number(name.slice('cpu'.length)), ticks}))
		.sort((left, right) => left.core - right.core);
}

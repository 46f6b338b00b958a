/**
 * /proc/net/dev: eight counters received and eight sent for each interface, after two lines of heading.
 *
 *      face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
 *        lo:  908188   5596     0    0    0     0          0         0   908188    5596    0    0    0     0       0          0
 *      ppp0:15475140  20721   410    0    0   410          0         0  1375103   17405    0    0    0     0       0          0
 *
 * https://docs.kernel.org/filesystems/proc.html#networking-info-in-proc-net
 */
import type {InterfaceCounters} from '../domain/node-sample.ts';
import type {Parsed} from '../domain/parsed.ts';
import {fieldsOf, linesOf} from './lines.ts';
import {parseCounters} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

const columns = 16;

/** The wanted interfaces. A machine may have hundreds for its containers: they are passed over at their names. */
export function parseProcNetDev(
	text: string,
	isWanted: (name: string) => boolean = () => true,
): Parsed<readonly InterfaceCounters[]> {
	const problems = createProblemList('/proc/net/dev');
	const interfaces = new Map<string, InterfaceCounters>();
	for (const line of linesOf(text)) {
		// The name ends at the last colon: an alias such as eth0:1 has one of its own.
		const name = line.slice(0, Math.max(0, line.lastIndexOf(':')));
		if (line.includes('|') || (name !== '' && !isWanted(name))) {
			continue;
		}

		const counters = parseInterface(name, line.slice(name.length + 1));
		if (counters === undefined) {
			problems.add(line, 'not an interface with 16 counters');
		} else if (interfaces.has(counters.interface)) {
			problems.add(line, 'the same interface again');
		} else {
			interfaces.set(counters.interface, counters);
		}
	}

	return {value: [...interfaces.values()], problems: problems.problems};
}

/** Old kernels put no space after the colon. */
function parseInterface(name: string, columnsText: string): InterfaceCounters | undefined {
	const counters = parseCounters(fieldsOf(columnsText));
	if (name === '' || counters === undefined || counters.length < columns) {
		return undefined;
	}

	const [rxBytes = 0, rxPackets = 0, rxErrors = 0, rxDropped = 0] = counters;
	const [txBytes = 0, txPackets = 0, txErrors = 0, txDropped = 0] = counters.slice(columns / 2);
	const received = {rxBytes, rxPackets, rxErrors, rxDropped};
	return {interface: name, ...received, txBytes, txPackets, txErrors, txDropped};
}

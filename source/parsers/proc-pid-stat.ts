/**
 * `cat /proc/[0-9]*\/stat`: of each process the pid, the name of what it runs in brackets, its state and counters.
 *
 *     1 (systemd) S 0 1 1 0 -1 4194560 92411 6482 132 412 251 388 9 5 20 0 1 0 9 23154688 3181 18446744073709551615 1 1
 *     77 (kworker/0:1-events) I 2 0 0 0 -1 69238880 0 0 0 0 0 41 0 0 20 0 1 0 33 0 0 18446744073709551615 0 0 0 0 0 0 0
 *     4242 (a) S 1 (b) R 1 4242 4242 0 -1 4194304 91 0 0 0 5 2 0 0 20 0 3 0 8123 4468736 212 18446744073709551615 0 0 0
 *
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html (a process gives itself its name: it may hold brackets,
 * blanks and line feeds, but no more than 15 bytes, in which no counters of another process have room)
 */
import type {Parsed} from '../domain/parsed.ts';
import type {ProcessCounters} from '../domain/process.ts';
import {decodeBytes} from './bytes.ts';
import {fieldsOf} from './lines.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

export type ProcPidStatContext = {
	readonly pageBytes: number;
	/** By pid. */
	readonly owners: ReadonlyMap<number, string>;
};

/** A name of line feeds alone, and the line that it began on. */
const mostLinesOfOne = 16;
/** Those of the kernel itself may be longer than 15. */
const mostNameBytes = 64;
/** What a process calls itself, line feeds and all. */
const mostOwnNameBytes = 15;
const start = /^(\d{1,10}) \(/;
/** From the last bracket on, in which there are none; field n of the manual page is at n - 3. */
const end = /^\) ([A-Za-z])((?: -?\d+){21,})\s*$/;
const fieldAt = {user: 10, system: 11, threads: 16, started: 18, resident: 20};

/** The processes, in the order in which they come. `lines` are bytes, one character each. */
export function parseProcPidStat(
	lines: readonly string[],
	context: ProcPidStatContext,
): Parsed<readonly ProcessCounters[]> {
	const problems = createProblemList('/proc/*/stat');
	const processes: ProcessCounters[] = [];
	let index = 0;
	while (index < lines.length) {
		const found = processAt(lines, index, context);
		if (found === undefined) {
			problems.add(lines[index] ?? '', 'not a process and its counters');
		} else {
			processes.push(found.process);
		}

		index += found?.lineCount ?? 1;
	}

	return {value: processes, problems: problems.problems};
}

type Found = {readonly process: ProcessCounters; readonly lineCount: number};

/** A name with line feeds takes more than one line. */
function processAt(
	lines: readonly string[],
	first: number,
	context: ProcPidStatContext,
): Found | undefined {
	const begun = start.exec(lines[first] ?? '');
	if (begun === null) {
		return undefined;
	}

	let command = '';
	const most = Math.min(mostLinesOfOne, lines.length - first);
	for (let lineCount = 1; lineCount <= most && command.length <= mostOwnNameBytes; lineCount += 1) {
		const line = (lines[first + lineCount - 1] ?? '').slice(lineCount === 1 ? begun[0].length : 0);
		const ended = endOf(line);
		if (ended !== undefined) {
			command += ended.before;
			const process = processOf({...ended, pid: begun[1], command}, context);
			return command.length > mostNameBytes ? undefined : process && {process, lineCount};
		}

		command += `${line}\n`;
	}

	return undefined;
}

/** What stands before the last bracket of a line, and behind it where that is a state and its counters. */
function endOf(line: string) {
	const last = line.lastIndexOf(') ');
	const ended = last < 0 ? null : end.exec(line.slice(last));
	return ended === null
		? undefined
		: {before: line.slice(0, last), state: ended[1], rest: ended[2]};
}

type Parts = Readonly<Record<'pid' | 'state' | 'rest', string | undefined>> & {
	readonly command: string;
};

function processOf(
	{pid, command, state, rest}: Parts,
	{pageBytes, owners}: ProcPidStatContext,
): ProcessCounters | undefined {
	const fields = fieldsOf(rest ?? '');
	const id = parseCounter(pid);
	const user = parseCounter(fields[fieldAt.user]);
	const system = parseCounter(fields[fieldAt.system]);
	const threads = parseCounter(fields[fieldAt.threads]);
	const startTicks = parseCounter(fields[fieldAt.started]);
	const pages = parseCounter(fields[fieldAt.resident]);
	return id === undefined ||
		state === undefined ||
		user === undefined ||
		system === undefined ||
		threads === undefined ||
		startTicks === undefined ||
		pages === undefined
		? undefined
		: {
				...{pid: id, command: decodeBytes(command), user: owners.get(id), state},
				...{cpuTicks: user + system, startTicks, residentBytes: pages * pageBytes, threads},
			};
}

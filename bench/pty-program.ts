import {readFileSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';
import {spawn} from '@lydell/node-pty';

export type PtyProgram = {
	readonly pid: number;
	/** All that it has written to the terminal so far. */
	readonly output: () => string;
	readonly type: (keys: string) => void;
	/** Milliseconds from now until `isThere` holds of what was written since; rejects after a minute. */
	readonly msUntil: (isThere: (written: string) => boolean) => Promise<number>;
	/** Whether it has left by itself. */
	readonly hasEnded: () => boolean;
	readonly end: () => Promise<void>;
};

export const screenSize = {cols: 120, rows: 40};

const mostMs = 60_000;
const ticksPerSecond = 100;

/** Runs a program on a pseudo-terminal of its own. Only programs that leave on SIGTERM. */
export function startOnPty(argv: readonly string[]): PtyProgram {
	const [file = '', ...args] = argv;
	const pty = spawn(file, args, {
		...screenSize,
		env: {...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', COLORTERM: 'truecolor'},
	});
	let output = '';
	let onOutput: () => void = () => undefined;
	pty.onData(text => {
		output += text;
		onOutput();
	});
	let isOver = false;
	const ended = new Promise<void>(resolve => {
		pty.onExit(() => {
			isOver = true;
			resolve();
		});
	});
	return {
		pid: pty.pid,
		output: () => output,
		type: keys => pty.write(keys),
		msUntil(isThere) {
			const startedMs = performance.now();
			const from = output.length;
			return new Promise((resolve, reject) => {
				const timer = setTimeout(
					() => reject(new Error(`${argv.join(' ')} did not write what was waited for`)),
					mostMs,
				);
				onOutput = () => {
					if (isThere(output.slice(from))) {
						onOutput = () => undefined;
						clearTimeout(timer);
						resolve(performance.now() - startedMs);
					}
				};
				onOutput();
			});
		},
		hasEnded: () => isOver,
		async end() {
			if (!isOver) {
				pty.kill('SIGTERM');
			}

			await ended;
		},
	};
}

export type Consumption = {
	/** Of one core. */
	readonly cpuPercent: number;
	readonly bytesPerSecond: number;
	readonly residentMegabytes: number;
};

/** What programs that run side by side use in the same stretch of time; of the program alone, without its children. */
export async function consumptionOf(
	programs: readonly PtyProgram[],
	forMs: number,
): Promise<readonly Consumption[]> {
	const before = programs.map(readUse);
	const startedMs = performance.now();
	await pause(forMs);
	const seconds = (performance.now() - startedMs) / 1000;
	return programs.map((program, index) => {
		const {cpuSeconds, bytes, residentMegabytes} = readUse(program);
		const first = before[index] ?? {cpuSeconds, bytes};
		return {
			cpuPercent: ((cpuSeconds - first.cpuSeconds) / seconds) * 100,
			bytesPerSecond: (bytes - first.bytes) / seconds,
			residentMegabytes,
		};
	});
}

/** proc_pid_stat(5): the 14th and 15th field are user and system time, the second stands in brackets. */
function readUse({pid, output}: PtyProgram) {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return {
		cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
		bytes: Buffer.byteLength(output()),
		residentMegabytes: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1000,
	};
}

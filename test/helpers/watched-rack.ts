/** The built program with `--watch` where a lab's operator is, and what can be seen of it from outside. */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Lab} from '../../scripts/lab/lab.ts';
import {needState} from '../../scripts/lab/state.ts';
import type {StatusDocument, StatusNode} from '../../source/parsers/status-schema.ts';
import {programPath} from './program.ts';

export type WatchedNode = {
	readonly name: string;
	/** What is dialled, where it is not the lab's host of that name. */
	readonly host?: string;
	readonly ssh?: {readonly transport: 'ssh2' | 'system'};
};

export type WatchOptions = {
	/** Names its configuration: several programs may watch the same lab. */
	readonly title: string;
	readonly nodes: readonly WatchedNode[];
	/** Time between two documents. @default 1 */
	readonly everySeconds?: number;
	readonly env?: Readonly<Record<string, string>>;
	/** `atMs` is of our performance.now(). */
	readonly onDocument?: (document: StatusDocument, atMs: number) => void;
};

export type WatchedRack = {
	readonly pid: number;
	readonly signal: (name: NodeJS.Signals) => void;
	/** VmRSS of /proc/PID/status. */
	readonly residentMegabytes: () => number;
	readonly openDescriptors: () => number;
	/** What it said on stderr until now. */
	readonly complaints: () => string;
	/** Resolves with the first document from now on in which the node is so. Throws when none comes in time. */
	readonly untilNode: (
		name: string,
		isSo: (node: StatusNode) => boolean,
		withinMs?: number,
	) => Promise<StatusNode>;
	/** Tells it to end. Its exit status: 143, as it should be; null when it had to be killed after 20 s. */
	readonly end: () => Promise<number | null>;
};

/** As `npm start` has it: else what V8 leaves lying about hides what the program keeps. */
export const smallHeap = {NODE_OPTIONS: '--max-semi-space-size=4'};

export function watchRack(lab: Lab, options: WatchOptions): WatchedRack {
	const {title, nodes, everySeconds = 1, env = {}, onDocument} = options;
	const config = join(lab.folder, 'operator', `${title}.yaml`);
	// JSON is YAML.
	writeFileSync(config, JSON.stringify({version: 1, cluster: title, nodes}));
	const child = lab.spawn(
		[
			process.execPath,
			programPath,
			...['--watch', `${everySeconds}`, '--timeout', '3', '--config', config],
		],
		{stdio: ['ignore', 'pipe', 'pipe'], env},
	);
	const ended = new Promise<number | null>(resolve => child.on('close', resolve));
	let complaints = '';
	let latest: {readonly document: StatusDocument; readonly atMs: number} | undefined;
	child.stderr?.setEncoding('utf8').on('data', (text: string) => {
		complaints += text;
	});
	let rest = '';
	child.stdout?.setEncoding('utf8').on('data', (text: string) => {
		const atMs = performance.now();
		const lines = (rest + text).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) {
			latest = {document: JSON.parse(line) as StatusDocument, atMs};
			onDocument?.(latest.document, atMs);
		}
	});
	const pid = child.pid ?? 0;
	return {
		pid,
		signal: name => child.kill(name),
		residentMegabytes() {
			const status = readFileSync(`/proc/${pid}/status`, 'latin1');
			return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
		},
		openDescriptors: () => readdirSync(`/proc/${pid}/fd`).length,
		complaints: () => complaints,
		async untilNode(name, isSo, withinMs = 60_000) {
			const fromMs = performance.now();
			while (performance.now() < fromMs + withinMs) {
				const node = latest?.document.nodes?.find(each => each.name === name);
				if (latest !== undefined && latest.atMs >= fromMs && node !== undefined && isSo(node)) {
					return node;
				}

				await sleep(20);
			}

			const last = JSON.stringify(latest?.document.nodes?.find(each => each.name === name));
			throw new Error(`${name} is not as it should be: ${last.slice(0, 300)} ${complaints}`);
		},
		async end() {
			child.kill('SIGTERM');
			const patience = setTimeout(() => child.kill('SIGKILL'), 20_000);
			const status = await ended;
			clearTimeout(patience);
			return status;
		},
	};
}

/** When the sample that a document shows was taken, on the clock of `atMs`; undefined: it shows none. */
export function sampledAtMs({connection}: StatusNode, atMs: number): number | undefined {
	return connection.ageMs === undefined ? undefined : atMs - connection.ageMs;
}

/** States of man 5 proc (net/tcp). */
const established = '01';
const synSent = '02';

/** TCP connections from the operator's network to each host that are open or being opened, by the kernel's list. */
export function connectionsTo(lab: Lab): ReadonlyMap<string, number> {
	const {operator, hosts} = needState(lab.folder);
	const text = readFileSync(`/proc/${operator?.pid ?? 'self'}/net/tcp`, 'latin1');
	const ends = text
		.split('\n')
		.slice(1)
		.map(line => line.trim().split(/\s+/))
		.filter(([, , , state = '']) => [established, synSent].includes(state))
		.map(([, local, remote]) => `${local} ${remote}`);
	// The kernel may list one twice when the list changes as it is read.
	const connections = [...new Set(ends)];
	return new Map(
		hosts.map(({name, address, port}) => {
			const own = ` ${kernelAddress(address, port)}`;
			return [name, connections.filter(each => each.endsWith(own)).length];
		}),
	);
}

/** `0100007F:0016` is 127.0.0.1:22: the address with its last byte first. */
function kernelAddress(address: string, port: number): string {
	const hexadecimal = (value: number, digits: number) =>
		value.toString(16).toUpperCase().padStart(digits, '0');
	const bytes = address.split('.').map(byte => hexadecimal(Number(byte), 2));
	return `${bytes.reverse().join('')}:${hexadecimal(port, 4)}`;
}

/** A figure for whoever reads the log of the tests. */
export function quote(text: string): void {
	process.stdout.write(`${text}\n`);
}

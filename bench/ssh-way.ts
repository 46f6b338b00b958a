/** The way to a node that the program goes, for the children that run where a lab's operator is. */
import type {NodeConfig} from '../source/domain/config.ts';
import type {HostName} from '../source/domain/ids.ts';
import type {OpenShell} from '../source/domain/shell.ts';
import {systemClock} from '../source/transport/clock.ts';
import {createDial} from '../source/transport/ssh/dial.ts';
import type {NodeLink, OpenLink} from '../source/transport/ssh/node-link.ts';
import {type SshWorld, sshWorld} from '../source/transport/ssh/ssh-world.ts';
import {expectValue} from '../test/helpers/logged-in.ts';
import {aNodeConfig} from '../test/helpers/node-builders.ts';

export const world = sshWorld({
	clock: systemClock,
	env: process.env,
	askSecret: () => Promise.resolve(undefined),
});
export const {signal} = new AbortController();
/** Generous: a bench waits for a loud neighbour. */
export const deadlineMs = 60_000;
const opening: OpenLink = {signal, deadlineMs, onAuthenticated: () => undefined};

export function nodeAt(host: string, name = host): NodeConfig {
	return aNodeConfig(name, {isLocal: false, host: host as HostName});
}

/** Logs in on hosts, with one set of keys for all of them. */
export function createLogin(ways: SshWorld = world): (host: string) => Promise<NodeLink> {
	const dial = createDial(ways);
	return async host => expectValue(await dial(nodeAt(host), opening));
}

/** A program on a node of which nothing is parsed. */
export type Raw = {
	readonly script: string;
	/** How what it says ends when it can be asked. */
	readonly ready: string;
	/** How an answer ends. */
	readonly end: string;
};

/** The least that an answer over a channel can cost. */
export const echo: Raw = {script: 'echo READY;exec cat\n', ready: 'READY\n', end: '\n'};

/** Asks a line, and resolves at the end of the answer. One at a time. */
export async function openRaw(
	openShell: OpenShell,
	{script, ready, end}: Raw,
): Promise<() => Promise<void>> {
	const shell = expectValue(await openShell(signal));
	const longest = Math.max(ready.length, end.length);
	let tail = '';
	let awaited = ready;
	let settle: () => void = () => undefined;
	let fail: (error: Error) => void = () => undefined;
	shell.listen({
		onOutput(bytes) {
			tail = (tail + bytes).slice(-longest);
			if (tail.endsWith(awaited)) {
				tail = '';
				settle();
			}
		},
		onEnd() {
			fail(new Error('the program on the node has ended'));
		},
	});
	const answer = (text: string, ending: string): Promise<void> =>
		new Promise((resolve, reject) => {
			awaited = ending;
			settle = resolve;
			fail = reject;
			shell.write(text);
		});
	await answer(script, ready);
	return () => answer('7\n', end);
}

import {randomUUID} from 'node:crypto';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, type TestContext, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import type {StatusDocument, StatusNode} from '../../source/parsers/status-schema.ts';
import {quote, type WatchOptions, watchRack} from '../helpers/watched-rack.ts';

type Watching = Pick<WatchOptions, 'title' | 'nodes' | 'env'> & {
	readonly onNode?: (node: StatusNode) => void;
};

/** Each test has hosts of its own, and a program that watches only those, so all go on side by side. */
describe.skipIf(!isIsolated)('what went wrong is over, and', () => {
	let rack: Lab;

	beforeAll(async () => {
		rack = await openLab({hosts: 11});
	});

	afterAll(() => rack.close());

	test.concurrent('a host whose sshd was killed comes back with one more login', async context => {
		const {program} = watch(context, {title: 'killed', nodes: [{name: 'h1'}]});
		await program.untilNode('h1', isReady);
		await rack.fault('h1', 'sshd-kill');
		const lost = await program.untilNode('h1', hasFailure);
		await sleep(5000);
		await rack.heal('h1');
		await program.untilNode('h1', isReady);

		expect(lost.connection.failure?.kind).toMatch(/unreachable|refused/);
		expect(loginsOn('h1')).toBe(2);
	});

	test.concurrent('a host that hung for 5 s is stale, then back over the same login', async context => {
		const {program} = watch(context, {title: 'hung-shortly', nodes: [{name: 'h2'}]});
		await program.untilNode('h2', isReady);
		await rack.fault('h2', 'sshd-stop');
		const stale = await program.untilNode('h2', hasFailure);
		await rack.heal('h2');
		await program.untilNode('h2', isReady);

		expect(stale).toMatchObject({
			health: 'warning',
			connection: {state: 'degraded', failure: {kind: 'timedOut'}},
		});
		expect(stale.memory).toBeDefined();
		expect(loginsOn('h2')).toBe(1);
	});

	test.concurrent('a host that hung for 20 s is stale, down, then back', async context => {
		const {program, states} = watch(context, {title: 'hung', nodes: [{name: 'h3'}]});
		await program.untilNode('h3', isReady);
		await rack.fault('h3', 'sshd-stop');
		await sleep(20_000);
		const down = await program.untilNode('h3', ({health}) => health === 'down');
		await rack.heal('h3');
		const healedAtMs = performance.now();
		await program.untilNode('h3', isReady, 30_000);
		quote(
			`hung for 20 s: back after ${Math.round(performance.now() - healedAtMs)} ms, ${loginsOn('h3')} logins; ${states('h3').join(' ')}`,
		);

		expect(down).toMatchObject({health: 'down', connection: {state: 'backoff'}});
		expect(down.memory).toBeUndefined();
		expect(down.lastSeenAt).toBeDefined();
		expect(states('h3').slice(-4)).toEqual(['ready', 'degraded', 'backoff', 'ready']);
		expect(loginsOn('h3')).toBeLessThanOrEqual(3);
	});

	test.concurrent('a host that was booted anew has a gap in its rates, and never one below zero', async context => {
		const samples: StatusNode[] = [];
		const {program} = watch(context, {
			title: 'booted',
			nodes: [{name: 'h4'}],
			onNode: node => samples.push(node),
		});
		const first = await program.untilNode('h4', hasRates);
		await bootAnew(rack, 'h4');
		const second = await program.untilNode('h4', isOfAnotherBoot(first));
		await program.untilNode('h4', hasRates);
		const later = samples.filter(isOfAnotherBoot(first));

		expect(second.system?.bootId).not.toBe(first.system?.bootId);
		expect(later[0]?.cpu?.loadFraction).toBeUndefined();
		expect(later[0]?.memory?.usedBytes).toBeGreaterThan(0);
		expect(later[0]?.network?.map(each => each.rxBytesPerSecond)).toEqual([undefined]);
		expect(JSON.stringify(samples)).not.toMatch(/PerSecond":-|Fraction":-/);
	});

	test.concurrent('a program that was stopped for 30 s logs in nowhere again', async context => {
		const names = ['h5', 'h6', 'h7'];
		const nodes: StatusNode[] = [];
		const {program, states} = watch(context, {
			title: 'stopped',
			nodes: names.map(name => ({name})),
			onNode: node => nodes.push(node),
		});
		for (const name of names) {
			await program.untilNode(name, isReady);
		}

		program.signal('SIGSTOP');
		await sleep(30_000);
		program.signal('SIGCONT');
		await sleep(8000);
		for (const name of names) {
			await program.untilNode(name, isReady);
			quote(`stopped for 30 s: ${name} ${states(name).join(' ')}, ${loginsOn(name)} logins`);
		}

		expect(names.map(loginsOn)).toEqual([1, 1, 1]);
		expect(nodes.filter(({health}) => health === 'down')).toEqual([]);
	});

	test.concurrent('a program that is told to end while the cable is out ends at once', async context => {
		const {program} = watch(context, {title: 'ended', nodes: [{name: 'h11'}]});
		await program.untilNode('h11', isReady);
		await rack.fault('h11', 'link-down');
		const endedAtMs = performance.now();
		const status = await program.end();
		const tookMs = Math.round(performance.now() - endedAtMs);
		quote(`told to end while the cable is out: after ${tookMs} ms`);

		expect(status).toBe(143);
		// Less than any wait for a host that does not answer.
		expect(tookMs).toBeLessThan(8000);
	});

	test.concurrent('a name that leads nowhere is said so, while the others are shown', async context => {
		const {program} = watch(context, {
			title: 'nowhere',
			nodes: [{name: 'ghost', host: 'ghost.invalid'}, {name: 'h8'}],
		});
		await program.untilNode('h8', isReady);
		const ghost = await program.untilNode('ghost', hasFailure);
		quote(`no such name: ${ghost.connection.failure?.text}`);

		expect(ghost.connection).toMatchObject({
			state: 'backoff',
			failure: {
				kind: 'unreachable',
				text: expect.stringMatching(
					/^ghost \(ghost\.invalid:22\): (its name could not|there is no such name)/,
				),
			},
		});
	});

	test.concurrent('an agent that hangs keeps out only whom the system’s ssh carries, and no one else', async context => {
		const agent = await hungAgent(rack, context);
		const {program} = watch(context, {
			title: 'agent',
			nodes: [{name: 'h9'}, {name: 'h10', ssh: {transport: 'system'}}],
			env: {SSH_AUTH_SOCK: agent.path},
		});
		await program.untilNode('h9', isReady, 30_000);
		const asking = await program.untilNode('h10', hasFailure, 30_000);
		quote(
			`a hung agent was asked ${agent.asked()} times; the system's ssh: ${asking.connection.failure?.text}`,
		);

		expect(loginsOn('h9')).toBe(1);
		expect(asking.connection).toMatchObject({state: 'backoff', failure: {kind: 'timedOut'}});
	});

	function watch({onTestFinished}: TestContext, watching: Watching) {
		const {onNode, ...options} = watching;
		const seen = new Map<string, string[]>();
		const program = watchRack(rack, {
			...options,
			everySeconds: 0.5,
			onDocument({nodes: shown = []}: StatusDocument) {
				for (const node of shown) {
					onNode?.(node);
					const known = seen.get(node.name) ?? [];
					const {state} = node.connection;
					seen.set(node.name, known.at(-1) === state ? known : [...known, state]);
				}
			},
		});
		onTestFinished(async () => {
			program.signal('SIGCONT');
			await program.end();
		});
		return {program, states: (name: string) => seen.get(name) ?? []};
	}

	function loginsOn(name: string): number {
		return rack.sshdLog(name).split('Accepted publickey for ').length - 1;
	}
});

const isReady = ({connection}: StatusNode) => connection.state === 'ready';
const hasFailure = ({connection}: StatusNode) => connection.failure !== undefined;
const hasRates = ({connection, cpu}: StatusNode) =>
	connection.state === 'ready' && cpu?.loadFraction !== undefined;
const isOfAnotherBoot =
	({system: first}: StatusNode) =>
	({system}: StatusNode) =>
		system?.bootId !== undefined && system.bootId !== first?.bootId;

/** Off, and on again with another boot id. The counters are those of this machine and go on. */
async function bootAnew(rack: Lab, host: string): Promise<void> {
	await rack.fault(host, 'link-down');
	await rack.fault(host, 'sshd-kill');
	const path = '/proc/sys/kernel/random/boot_id';
	const script = `echo ${randomUUID()} >/run/boot_id; mount --bind /run/boot_id ${path}`;
	const {status, stderr} = await rack.inHost(host, ['sh', '-ec', script]);
	expect({status, stderr}).toEqual({status: 0, stderr: ''});
	await rack.heal(host);
}

/** Takes every connection and never says a word. */
function hungAgent(
	rack: Lab,
	{onTestFinished}: TestContext,
): Promise<{readonly path: string; readonly asked: () => number}> {
	let asked = 0;
	const path = join(rack.folder, 'operator', 'agent');
	const server = createServer(() => {
		asked += 1;
	});
	onTestFinished(() => void server.close());
	return new Promise(resolve => {
		server.listen(path, () => resolve({path, asked: () => asked}));
	});
}

import {expect, it, onTestFinished} from 'vitest';
import {createOpenDemoNode} from '../../source/cli/demo-probe.ts';
import {type KnownLog, logRequest} from '../../source/clients/log-script.ts';
import {openLogTail} from '../../source/clients/log-tail.ts';
import {openProcessLister} from '../../source/clients/process-list.ts';
import type {Failure} from '../../source/domain/failure.ts';
import {isRemotePath} from '../../source/domain/grammar.ts';
import type {NodeProbe} from '../../source/domain/node-probe.ts';
import type {Result} from '../../source/domain/result.ts';
import {Secret} from '../../source/domain/secret.ts';
import {processFigures} from '../../source/rules/process-figures.ts';
import {demoWorld} from '../helpers/demo-rack.ts';
import type {FakeClock} from '../helpers/fake-clock.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';

const {signal} = new AbortController();

/** Lets the world go on until the answer is there. */
async function soon<Value>(answer: Promise<Value>, clock: FakeClock): Promise<Value> {
	let isThere = false;
	void answer.then(() => {
		isThere = true;
	});
	for (let tries = 0; !isThere && tries < 200; tries += 1) {
		await clock.advance(10);
	}

	return answer;
}

function got<Value>(result: Result<Value>): Value {
	return result.ok ? result.value : expect.unreachable(JSON.stringify(result.failure));
}

const answers: Array<Secret | undefined> = [];

function dialled(name: string, nodeCount?: number) {
	const {clock, world} = demoWorld(nodeCount === undefined ? {} : {nodeCount});
	const open = createOpenDemoNode(world, clock, async () => answers.shift());
	const dial = (): Promise<Result<NodeProbe>> =>
		soon(
			open(aNodeConfig(name, {isLocal: false}), {
				...{signal, deadlineMs: 10_000, onAuthenticated: () => undefined},
			}),
			clock,
		);
	return {clock, world, dial};
}

async function probed(name: string) {
	const {clock, dial} = dialled(name);
	const probe = got(await dial());
	onTestFinished(() => probe.close());
	return {clock, probe};
}

it('a node is read by the lanes that read real ones: facts, a sample with its cards, and filesystems', async () => {
	const {clock, probe} = await probed('gpu-01');
	const facts = got(await soon(probe.readFacts(signal), clock));
	expect(facts).toMatchObject({hostname: 'gpu-01', architecture: 'x86_64', cores: 32});
	const sample = got(await soon(probe.readSample(signal), clock));
	expect(sample.problems).toEqual([]);
	expect(sample.gpus.map(({name, throttles}) => [name, throttles])).toEqual([
		['NVIDIA GeForce RTX 4090', ['power-cap']],
		['NVIDIA GeForce RTX 4090', ['power-cap']],
	]);
	const filesystems = got(await soon(probe.readFilesystems(signal), clock));
	expect(filesystems.map(({mount, state}) => [mount, state])).toEqual([
		['/', 'measured'],
		['/data', 'measured'],
	]);
});

it('nothing of a node is left when it is closed', async () => {
	const {clock, probe} = await probed('pi-worker1');
	await soon(probe.readFacts(signal), clock);
	expect(clock.timerCount).toBeGreaterThan(0);
	probe.close();
	await clock.advance(60_000);
	expect(clock.timerCount).toBe(0);
});

it('its processes are those that use what the node uses', async () => {
	const {clock, probe} = await probed('pi-worker1');
	const lister = got(
		await soon(openProcessLister(probe.openShell, {clock, where: 'pi-worker1', signal}), clock),
	);
	const before = got(await soon(lister.ask(), clock));
	await clock.advance(4000);
	const after = got(await soon(lister.ask(), clock));
	lister.close();
	const [first, ...others] = processFigures(before, after);
	expect(first).toMatchObject({command: 'python3', user: 'alice', state: 'R', threads: 6});
	const all = [first, ...others].reduce((sum, figures) => sum + (figures?.cpuFraction ?? 0), 0);
	expect(all).toBeGreaterThan(4 * 0.9);
	expect(all).toBeLessThan(4);
});

function followed(probe: NodeProbe, clock: FakeClock, source: KnownLog) {
	const lines: string[] = [];
	const ends: Array<Failure | undefined> = [];
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	void openLogTail({
		...{openShell: probe.openShell, request: logRequest(source), clock, where: 'gpu-01'},
		signal: stopping.signal,
		onOpened: () => undefined,
		onLines: told => lines.push(...told.map(one => (typeof one === 'string' ? one : one.text))),
		onEnd: failure => ends.push(failure),
	});
	return {lines, ends};
}

it('its journal tells what was, and goes on with the time of the story', async () => {
	const {clock, probe} = await probed('gpu-01');
	const {lines, ends} = followed(probe, clock, {kind: 'journal'});
	await clock.advance(1000);
	const before = lines.length;
	expect(before).toBeGreaterThan(300);
	expect(lines[0]).toMatch(/^2026-11-21T13:02:\d\d\+0000 gpu-01 \S+\[\d+\]: /);
	expect(lines.toSorted()).toEqual(lines);
	await clock.advance(60_000);
	expect(lines.length - before).toBeGreaterThanOrEqual(6);
	expect(ends).toEqual([]);
});

it('a daemon keeps its process in the journal, and each login has a session of its own', async () => {
	const {probe, clock} = await probed('pi-main');
	const {lines} = followed(probe, clock, {kind: 'journal'});
	await clock.advance(60_000);
	const processes = lines.flatMap(line => /(systemd-logind\[\d+\]):/.exec(line)?.[1] ?? []);
	expect(processes.length).toBeGreaterThan(10);
	expect(new Set(processes).size).toBe(1);
	const sessions = lines.flatMap(line => /New session (\d+) /.exec(line)?.[1] ?? []);
	expect(new Set(sessions).size).toBe(sessions.length);
});

it('the kernel writes once into the journal that it killed, and the connection takes the log with it', async () => {
	const {clock, probe} = await probed('pi-main');
	await clock.advance(380_000);
	const {lines} = followed(probe, clock, {kind: 'journal'});
	await clock.advance(60_000);
	// One of this act, and one of the hour before the log was opened.
	expect(lines.filter(line => line.includes('Out of memory'))).toHaveLength(2);
	expect(new Set(lines).size).toBe(lines.length);
	expect(lines.map(line => line.slice(0, 19)).toSorted()).toEqual(
		lines.map(line => line.slice(0, 19)),
	);
	const lost = await probed('pi-worker2');
	const {ends} = followed(lost.probe, lost.clock, {kind: 'journal'});
	await lost.clock.advance(430_000);
	expect(ends).toEqual([{kind: 'unreachable', where: 'pi-worker2', reason: 'no route to host'}]);
});

it('its job writes a log, and a node without Ollama says so', async () => {
	const {clock, probe} = await probed('gpu-01');
	const path = '/home/alice/llm/logs/train.out';
	const source = isRemotePath(path) ? ({kind: 'file', path} as const) : expect.unreachable();
	const {lines} = followed(probe, clock, source);
	await clock.advance(30_000);
	expect(lines.at(-1)).toMatch(
		/^step \d+ {2}loss \d\.\d{4} {2}lr 8\.1e-05 {2}6\.\d\d it\/s$|^checkpoint/,
	);
	const ollama = followed(probe, clock, {kind: 'ollama'});
	await clock.advance(1000);
	expect(ollama.ends).toMatchObject([{kind: 'unsupported'}]);
});

it('a key that asks for a passphrase takes any, once a person has typed one', async () => {
	const {dial} = dialled('pi-155', 200);
	expect(await dial()).toMatchObject({ok: false, failure: {kind: 'needsPassphrase'}});
	answers.push(new Secret('anything'));
	const probe = got(await dial());
	probe.close();
	got(await dial()).close();
});

it('a name that is not in the story is not there', async () => {
	expect(await dialled('no-such-node').dial()).toMatchObject({
		ok: false,
		failure: {kind: 'unreachable'},
	});
});

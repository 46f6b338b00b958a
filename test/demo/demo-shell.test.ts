import {expect, it} from 'vitest';
import {demoScripts} from '../../source/cli/demo-probe.ts';
import {type DemoShellParts, openDemoShell} from '../../source/demo/demo-shell.ts';
import {momentAt} from '../../source/demo/moment.ts';
import type {ShellEnd} from '../../source/domain/shell.ts';
import {lifeNamed} from '../helpers/demo-rack.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

const roundTripMs = 2;

function opened(name = 'pi-main', parts: Partial<DemoShellParts> = {}) {
	const clock = new FakeClock();
	const life = lifeNamed(name);
	const said: string[] = [];
	const ends: ShellEnd[] = [];
	const shell = openDemoShell({
		clock,
		scripts: demoScripts,
		moment: () => momentAt(life, 60 + clock.monotonicMs() / 1000),
		roundTripMs: () => roundTripMs,
		onOver: () => undefined,
		...parts,
	});
	shell.listen({onOutput: text => said.push(text), onEnd: end => ends.push(end)});
	return {clock, shell, said, ends};
}

it('a script that nobody knows here ends with a line and 127', async () => {
	const {clock, shell, said, ends} = opened();
	shell.write('LC_ALL=C exec df -kPi\n');
	await clock.advance(roundTripMs);
	expect(said).toEqual(['sh: 1: the demo knows no such script\n']);
	expect(ends).toEqual([{reason: 'exited', exitCode: 127}]);
});

it('a known script with something before it is unknown', async () => {
	const {clock, shell, ends} = opened();
	shell.write(`true\n${demoScripts.sampler}`);
	await clock.advance(roundTripMs);
	expect(ends).toEqual([{reason: 'exited', exitCode: 127}]);
});

it('a script may come in pieces, and what follows it are its questions', async () => {
	const {clock, shell, said} = opened();
	const text = `${demoScripts.sampler}1\n2 /proc/uptime /no/such/file\n`;
	for (let at = 0; at < text.length; at += 700) {
		shell.write(text.slice(at, at + 700));
	}

	await clock.advance(roundTripMs);
	const [start, counters, files] = said;
	expect(start).toMatch(/^@fixed\n=uname -m\naarch64\n[\s\S]*\n\.\nREADY awk\n$/);
	expect(counters).toMatch(/^@1\n=\/proc\/uptime\n[\s\S]*\n\.\n$/);
	expect(files).toMatch(/^@2\n=\/proc\/uptime\n\d+\.\d\d \d+\.\d\d\n\.\n$/);
});

it('the sampler that is told to look again starts anew', async () => {
	const {clock, shell, said} = opened();
	shell.write(`${demoScripts.sampler}9 +\n`);
	await clock.advance(roundTripMs);
	expect(said).toHaveLength(2);
	expect(said[1]).toBe(said[0]);
});

it('answers come a round trip later, of the node as it is then', async () => {
	const {clock, shell, said} = opened();
	shell.write(`${demoScripts.sampler}1 /proc/uptime\n`);
	await clock.advance(roundTripMs - 1);
	expect(said).toEqual([]);
	await clock.advance(1000);
	shell.write('2 /proc/uptime\n');
	await clock.advance(roundTripMs);
	const uptimes = said.slice(1).map(text => Number(/\n([\d.]+) /.exec(text)?.[1]));
	expect((uptimes[1] ?? 0) - (uptimes[0] ?? 0)).toBeCloseTo(1, 2);
});

it('each node has the programs of its machine', async () => {
	const tools = async (name: string): Promise<string> => {
		const {clock, shell, said} = opened(name);
		shell.write(demoScripts.findTools);
		await clock.advance(roundTripMs);
		return said.join('');
	};
	expect(await tools('pi-main')).toBe('vcgencmd\n.\n');
	expect(await tools('gpu-01')).toBe('nvidia-smi\n.\n');
	expect(await tools('login')).toBe('.\n');
});

it('nvidia-smi tells its fields every two seconds until it is closed', async () => {
	const {clock, shell, said} = opened('gpu-01');
	shell.write(demoScripts.nvidia[0] ?? '');
	await clock.advance(5000);
	expect(said).toHaveLength(3);
	expect(said[0]).toMatch(
		/^0, 2, \d+, .*, NVIDIA GeForce RTX 4090\n1, 2, .*, NVIDIA GeForce RTX 4090\n$/,
	);
	shell.close();
	await clock.advance(5000);
	expect(said).toHaveLength(3);
	expect(clock.timerCount).toBe(0);
});

it('vcgencmd answers each line, and df once before it ends', async () => {
	const pi = opened('pi-worker1');
	pi.shell.write(demoScripts.askPi);
	pi.shell.write('\n');
	await pi.clock.advance(roundTripMs);
	expect(pi.said).toEqual(['READY\n', 'throttled=0x40004\n.\n']);
	const storage = opened('pi-storage');
	storage.shell.write(demoScripts.df[0] ?? '');
	storage.shell.end();
	await storage.clock.advance(roundTripMs);
	expect(storage.said.join('')).toMatch(
		/^Filesystem .*\ntmpfs .* \/run\n\/dev\/mmcblk0p2 .* \/\n\/dev\/sda1 .* \/srv\n$/,
	);
	expect(storage.ends).toEqual([{reason: 'exited', exitCode: 0}]);
});

it('a shell that is lost with its node says so once, and nothing after', async () => {
	const failure = {kind: 'unreachable', where: 'pi-main', reason: 'no route to host'} as const;
	const {clock, shell, said, ends} = opened();
	shell.write(`${demoScripts.sampler}1\n`);
	shell.lose(failure);
	shell.write('2\n');
	shell.close();
	await clock.advance(1000);
	expect(said).toEqual([]);
	expect(ends).toEqual([{reason: 'lost', failure}]);
});

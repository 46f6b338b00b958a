import {describe, expect, it, onTestFinished} from 'vitest';
import {openAccelerators} from '../../source/clients/accelerator-lanes.ts';
import {withAccelerators} from '../../source/clients/with-accelerators.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import type {OpenShell, Shell, ShellListener} from '../../source/domain/shell.ts';
import {sessionRefused} from '../../source/transport/ssh/sshd-refusal.ts';
import {FakeClock, settlePromises} from '../helpers/fake-clock.ts';
import {playedNode} from '../helpers/played-node.ts';
import {quietProbe} from '../helpers/surroundings.ts';
import {until} from '../helpers/until.ts';

describe('a node with nvidia-smi', () => {
	it('shows its GPUs', async () => {
		const {read} = watch(playedNode('nvidia-smi'));
		await until(() => read().gpus.length === 2);
		expect(read()).toMatchObject({
			gpus: [
				{index: 0, vendor: 'nvidia', utilizationFraction: 0.98, throttles: ['power-cap']},
				{index: 1, utilizationFraction: 0, temperatureCelsius: 33, throttles: []},
			],
			pi: undefined,
			problems: [],
		});
	});

	it.each([
		{what: 'event reasons', unknown: ['clocks_event_reasons.active'], throttles: ['power-cap']},
		{
			what: 'MIG',
			unknown: ['clocks_event_reasons.active', 'mig.mode.current'],
			throttles: ['power-cap'],
		},
		{what: 'power', unknown: ['mig.mode.current', 'enforced.power.limit'], throttles: []},
	])('whose driver knows no $what is asked for less', async ({unknown, throttles}) => {
		const node = playedNode('nvidia-smi');
		node.forget(...unknown);
		const {read} = watch(node);
		await until(() => read().gpus.length === 2);
		expect(read().gpus[0]).toMatchObject({throttles, utilizationFraction: 0.98});
		expect(read().problems).toEqual([]);
	});

	it('whose driver knows next to nothing says so', async () => {
		const node = playedNode('nvidia-smi');
		node.forget('memory.used');
		const {read} = watch(node);
		await until(() => read().problems.length > 0);
		expect(read()).toMatchObject({
			gpus: [],
			problems: [{line: 'Field "memory.used" is not a valid field to query.'}],
		});
	});

	it('shows a lost card without figures, and the other as it is', async () => {
		const node = playedNode('nvidia-smi');
		node.breakWith('lost');
		const {read} = watch(node);
		await until(() => read().gpus.length === 2);
		expect(read().gpus).toMatchObject([{temperatureCelsius: 71}, {temperatureCelsius: undefined}]);
		expect(read().problems).toMatchObject([{reason: expect.stringContaining('[GPU is lost]')}]);
	});

	it.each([
		['error', 'the driver is not loaded'],
		['mismatch', 'reboot the node'],
		['none-found', 'finds no GPU'],
		['handle', 'rebooted'],
	])('tells what its driver says: %s', async (fault, reason) => {
		const node = playedNode('nvidia-smi');
		node.breakWith(fault);
		const {read} = watch(node);
		await until(() => read().problems.length > 0);
		expect(read().problems).toMatchObject([
			{source: 'nvidia-smi', reason: expect.stringContaining(reason)},
		]);
	});

	it('is tried again after 10 s, then 20 s, and keeps its problem until it answers', async () => {
		const node = playedNode('nvidia-smi');
		node.breakWith('error');
		const {clock, read} = watch(node);
		await until(() => node.endCount() === 1);
		await clock.advance(9_999);
		expect(node.shellCount()).toBe(2);
		await clock.advance(1);
		expect(read().problems).toHaveLength(1);
		await until(() => node.endCount() === 2);
		await clock.advance(19_999);
		expect(node.shellCount()).toBe(3);
		node.heal();
		await clock.advance(1);
		await until(() => read().gpus.length === 2);
		expect(read().problems).toEqual([]);
	});
});

describe('an nvidia-smi that hangs', () => {
	it('loses its GPUs after 10 s, with a problem, and comes back by itself', async () => {
		const node = playedNode('nvidia-smi');
		const {clock, read} = watch(node);
		await until(() => read().gpus.length === 2);
		node.breakWith('hang');
		await clock.advance(9_000);
		expect(read()).toMatchObject({gpus: [{}, {}], problems: []});
		await clock.advance(12_000);
		expect(read()).toMatchObject({
			gpus: [],
			problems: [
				{source: 'nvidia-smi', reason: expect.stringMatching(/^has not answered for \d+ s$/)},
			],
		});
		node.heal();
		await clock.advance(30_000);
		await until(() => read().gpus.length === 2);
		expect(read().problems).toEqual([]);
	});

	it('from the start is told at once to who looks only once', async () => {
		const node = playedNode('nvidia-smi');
		node.breakWith('hang');
		const {clock, read} = watch(node);
		await until(() => node.shellCount() === 2);
		expect(read().problems).toEqual([]);
		await clock.advance(200);
		expect(read().problems).toMatchObject([{source: 'nvidia-smi', reason: 'has not answered yet'}]);
	});

	it('delays neither a reading nor a sample', async () => {
		const node = playedNode('nvidia-smi');
		node.breakWith('hang');
		const {accelerators, clock} = watch(node);
		const probe = withAccelerators(quietProbe, accelerators, clock);
		await until(() => node.shellCount() === 2);
		// The clock stands still: whoever waited for it would never be done.
		for (let round = 0; round < 100; round += 1) {
			expect(await probe.readSample(new AbortController().signal)).toMatchObject({ok: true});
		}
	});

	it('leaves no process behind when it is closed', async () => {
		const node = playedNode('nvidia-smi', 'vcgencmd');
		node.breakWith('hang');
		const {accelerators, clock} = watch(node);
		await until(() => node.processes().length > 4);
		accelerators.close();
		await until(() => node.processes().length === 0);
		await settlePromises();
		expect(clock.timerCount).toBe(0);
	});
});

describe('a node', () => {
	it('without any of the tools costs one short shell', async () => {
		const clock = new FakeClock();
		const node = scriptedNode(shell => shell.onOutput('.\n'));
		const {read} = openAccelerators(node.openShell, {clock, where: 'pi-1'});
		await settlePromises();
		await clock.advance(3_600_000);
		expect([node.shells.length, node.openCount()]).toEqual([1, 0]);
		expect(read()).toEqual({gpus: [], pi: undefined, problems: []});
		expect(clock.timerCount).toBe(0);
	});

	it('that refuses a second session is asked again after 10 min, and says so once', async () => {
		const clock = new FakeClock();
		let attempts = 0;
		const openShell: OpenShell = async () => {
			attempts += 1;
			return failed({kind: 'denied', where: 'pi-1', reason: sessionRefused});
		};
		const {read, close} = openAccelerators(openShell, {clock, where: 'pi-1'});
		await clock.advance(599_999);
		expect(attempts).toBe(1);
		expect(read().problems).toMatchObject([
			{source: 'pi-1', reason: expect.stringContaining('MaxSessions')},
		]);
		await clock.advance(1);
		expect(attempts).toBe(2);
		expect(read().problems).toHaveLength(1);
		close();
		await settlePromises();
		expect(clock.timerCount).toBe(0);
	});

	it('that refuses a second session keeps nobody waiting for its GPUs', async () => {
		const clock = new FakeClock();
		const openShell: OpenShell = async () =>
			failed({kind: 'denied', where: 'pi-1', reason: sessionRefused});
		const {answered, close} = openAccelerators(openShell, {clock, where: 'pi-1'});
		const waited = await Promise.race([answered, settlePromises().then(() => 'for ever')]);
		close();
		expect(waited).toBeUndefined();
	});

	it('that never answers the search is asked again, ever more rarely', async () => {
		const clock = new FakeClock();
		const node = scriptedNode(() => undefined);
		const {read} = openAccelerators(node.openShell, {clock, where: 'pi-1'});
		await clock.advance(19_999);
		expect([node.shells.length, node.openCount()]).toEqual([1, 0]);
		expect(read().problems).toMatchObject([{reason: expect.stringContaining('no answer in time')}]);
		await clock.advance(1);
		expect(node.shells.length).toBe(2);
	});

	it.each([
		['a line without end', 'x'.repeat(70_000)],
		['lines without end', `${'x'.repeat(99)}\n`.repeat(3000)],
	])('that says %s is cut off', async (_, flood) => {
		const clock = new FakeClock();
		const node = scriptedNode((shell, number) =>
			shell.onOutput(number === 0 ? 'nvidia-smi\n.\n' : flood),
		);
		const {read} = openAccelerators(node.openShell, {clock, where: 'pi-1'});
		await settlePromises();
		expect([node.shells.length, node.openCount()]).toEqual([2, 0]);
		expect(read().problems[0]).toMatchObject({reason: 'said more than it could have to say'});
		expect(read().problems.length).toBeLessThanOrEqual(21);
	});

	it('whose answer drips and is never whole is silent all the same', async () => {
		const clock = new FakeClock();
		let say: ShellListener['onOutput'] = () => undefined;
		const node = scriptedNode((shell, number) => {
			if (number === 0) {
				shell.onOutput('nvidia-smi\n.\n');
			} else {
				say = shell.onOutput;
			}
		});
		const {read} = openAccelerators(node.openShell, {clock, where: 'pi-1'});
		await settlePromises();
		for (let second = 0; second < 10; second += 1) {
			say('0');
			await clock.advance(1000);
		}

		expect(read().problems).toMatchObject([{reason: 'has not answered for 10 s'}]);
	});
});

describe('a Jetson', () => {
	it('is read by tegrastats, and not a second time by an nvidia-smi that knows no figures', async () => {
		const node = playedNode('tegrastats', 'nvidia-smi');
		node.nameCards('Orin (nvgpu)');
		const {read} = watch(node);
		await until(() => /0x\w+, \[N\/A\], Orin/.test(node.heard()) && read().gpus.length > 0);
		expect(read().gpus).toMatchObject([
			{index: 0, vendor: 'jetson', utilizationFraction: 0.32, powerWatts: 4.385},
		]);
	});

	it('with cards that are plugged in shows them first, by their own numbers', async () => {
		const {read} = watch(playedNode('tegrastats', 'nvidia-smi'));
		await until(() => read().gpus.length === 3);
		expect(read().gpus.map(({index, vendor}) => [index, vendor])).toEqual([
			[0, 'nvidia'],
			[1, 'nvidia'],
			[2, 'jetson'],
		]);
	});
});

describe('a Raspberry Pi', () => {
	it('is asked every 10 s', async () => {
		const node = playedNode('vcgencmd');
		node.write('throttled', '0x50005\n');
		const {clock, read} = watch(node);
		await until(() => /throttled=\w+\n\.\n$/.test(node.heard()));
		expect(read().pi).toMatchObject({throttledNow: true, underVoltageNow: true});
		node.write('throttled', '0x50000\n');
		await clock.advance(10_000);
		await until(() => read().pi?.underVoltageNow === false);
		expect(read().pi).toMatchObject({throttledNow: false, underVoltageSinceBoot: true});
		expect(node.shellCount()).toBe(2);
	});

	it('whose firmware hangs keeps what it said for 30 s and no longer', async () => {
		const node = playedNode('vcgencmd');
		const {clock, read} = watch(node);
		await until(() => /throttled=\w+\n\.\n$/.test(node.heard()));
		node.breakWith('hang');
		await clock.advance(15_000);
		expect(read().pi).toBeDefined();
		expect(read().problems).toMatchObject([
			{source: 'vcgencmd', reason: 'has not answered for 15 s'},
		]);
		await clock.advance(15_000);
		expect(read().pi).toBeUndefined();
	});

	it('whose user is not in the group video says what helps', async () => {
		const node = playedNode('vcgencmd');
		node.breakWith('group');
		const {read} = watch(node);
		await until(() => read().problems.length > 0);
		expect(read().problems).toMatchObject([
			{line: 'VCHI initialization failed', reason: expect.stringContaining('usermod -aG video')},
		]);
	});
});

/** Real programs on a clock that stands still until it is moved. */
function watch(node: ReturnType<typeof playedNode>) {
	const clock = new FakeClock();
	const accelerators = openAccelerators(node.openShell(clock), {clock, where: 'pi-1'});
	onTestFinished(accelerators.close);
	return {clock, accelerators, read: accelerators.read};
}

/** Shells of a node that a program cannot play: each says what the script makes it say. */
function scriptedNode(script: (shell: ShellListener, number: number) => void) {
	const shells: Shell[] = [];
	const open = new Set<Shell>();
	const openShell: OpenShell = async () => {
		const number = shells.length;
		let listener: ShellListener | undefined;
		const shell: Shell = {
			listen(theirs) {
				listener = theirs;
			},
			write: () => listener && script(listener, number),
			end: () => undefined,
			close: () => open.delete(shell),
		};
		shells.push(shell);
		open.add(shell);
		return succeeded(shell);
	};
	return {openShell, shells, openCount: () => open.size};
}
